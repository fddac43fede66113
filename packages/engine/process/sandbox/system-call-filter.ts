/** What is refused, by its number on x86-64 and on ARM 64. */
const refused: Readonly<Record<string, readonly [x64: number, arm64: number]>> = {
  // Memory that belongs to no process: nothing that looks at processes would count it.
  memfd_create: [319, 279],
  memfd_secret: [447, 447],
  shmget: [29, 194],
  msgget: [68, 186],
  semget: [64, 190],
  // Namespaces and mounts are the sandbox's own affair.
  unshare: [272, 97],
  setns: [308, 268],
  mount: [165, 40],
  umount2: [166, 39],
  pivot_root: [155, 41],
  open_tree: [428, 428],
  move_mount: [429, 429],
  fsopen: [430, 430],
  // Parts of the kernel with a history of holes, which no job needs.
  add_key: [248, 217],
  request_key: [249, 218],
  keyctl: [250, 219],
  perf_event_open: [298, 241],
  bpf: [321, 280],
  userfaultfd: [323, 282],
  io_uring_setup: [425, 425],
  io_uring_enter: [426, 426],
  io_uring_register: [427, 427],
}

interface Machine {
  /** As the kernel names it in each call. */
  readonly audit: number
  readonly column: 0 | 1
  readonly clone: number
  /** From here on they are calls of another kind of program (x32). */
  readonly end?: number
}

const machines: Readonly<Partial<Record<string, Machine>>> = {
  x64: { audit: 0xc000003e, column: 0, clone: 56, end: 0x4000_0000 },
  arm64: { audit: 0xc00000b7, column: 1, clone: 220 },
}

const CLONE3 = 435
const CLONE_NEWUSER = 0x1000_0000

const LOAD = 0x20
const EQUAL = 0x15
const AT_LEAST = 0x35
const HAS_BITS = 0x45
const RETURN = 0x06
/** Offsets in what the kernel shows of a call. */
const NUMBER = 0
const MACHINE = 4
const FIRST_ARGUMENT = 16

const ALLOW = 0x7fff_0000
const NOT_PERMITTED = 0x0005_0001
const NOT_IMPLEMENTED = 0x0005_0026

/**
 * A program for seccomp that lets everything pass but the calls above: what a sandbox is for, once more, by another part of the kernel. A
 * new user namespace is refused as well, where bubblewrap is too old to close them; `clone3`, whose arguments cannot be seen, as if there
 * were none, so that everybody takes `clone`. Undefined for machines whose calls we have not looked up.
 */
export function systemCallFilter(arch: string): Buffer | undefined {
  const machine = machines[arch]
  if (machine === undefined) return undefined
  const numbers = Object.values(refused).map((each) => each[machine.column])
  const checks: (readonly [code: number, value: number, target: 'refuse' | 'absent' | 'clone'])[] = [
    ...(machine.end === undefined ? [] : [[AT_LEAST, machine.end, 'refuse'] as const]),
    ...numbers.map((number) => [EQUAL, number, 'refuse'] as const),
    [EQUAL, CLONE3, 'absent'],
    [EQUAL, machine.clone, 'clone'],
  ]
  // Behind the checks: allow, clone's own two lines, refuse, absent.
  const first = 3
  const allow = first + checks.length
  const at = { clone: allow + 1, refuse: allow + 4, absent: allow + 5 }
  const jump = (line: number, target: number): number => target - line - 1
  return assemble([
    [LOAD, 0, 0, MACHINE],
    // Calls of 32-bit programs have other numbers.
    [EQUAL, 0, jump(1, at.refuse), machine.audit],
    [LOAD, 0, 0, NUMBER],
    ...checks.map(([code, value, target], index): Line => [code, jump(first + index, at[target]), 0, value]),
    [RETURN, 0, 0, ALLOW],
    [LOAD, 0, 0, FIRST_ARGUMENT],
    [HAS_BITS, 1, 0, CLONE_NEWUSER],
    [RETURN, 0, 0, ALLOW],
    [RETURN, 0, 0, NOT_PERMITTED],
    [RETURN, 0, 0, NOT_IMPLEMENTED],
  ])
}

type Line = readonly [code: number, ifTrue: number, ifFalse: number, value: number]

function assemble(lines: readonly Line[]): Buffer {
  const bytes = Buffer.alloc(lines.length * 8)
  for (const [index, [code, ifTrue, ifFalse, value]] of lines.entries()) {
    bytes.writeUInt16LE(code, index * 8)
    bytes.writeUInt8(ifTrue, index * 8 + 2)
    bytes.writeUInt8(ifFalse, index * 8 + 3)
    bytes.writeUInt32LE(value, index * 8 + 4)
  }
  return bytes
}
