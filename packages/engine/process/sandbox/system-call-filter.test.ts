import { systemCallFilter } from './system-call-filter.ts'

/** What the kernel would answer: the few instructions that the filter has. */
function answer(program: Buffer, call: { audit: number; number: number; argument?: number }): number {
  const seen = new Map([
    [0, call.number],
    [4, call.audit],
    [16, call.argument ?? 0],
  ])
  let loaded = 0
  for (let at = 0; ; at += 1) {
    const [code, yes, no, value] = [
      program.readUInt16LE(at * 8),
      program.readUInt8(at * 8 + 2),
      program.readUInt8(at * 8 + 3),
      program.readUInt32LE(at * 8 + 4),
    ]
    if (code === 0x06) return value
    if (code === 0x20) loaded = seen.get(value) ?? NaN
    else if (code === 0x15) at += loaded === value ? yes : no
    else if (code === 0x35) at += loaded >= value ? yes : no
    else if (code === 0x45) at += (loaded & value) !== 0 ? yes : no
    else throw new Error(`instruction ${code}`)
  }
}

const allowed = 0x7fff0000
const notPermitted = 0x00050001
const notImplemented = 0x00050026

it.each([
  ['x64', 0xc000003e, { memfd: 319, iouring: 425, write: 1, clone: 56 }],
  ['arm64', 0xc00000b7, { memfd: 279, iouring: 425, write: 64, clone: 220 }],
] as const)('lets pass what a job needs and nothing else on %s', (arch, audit, calls) => {
  const program = systemCallFilter(arch)!
  const ask = (number: number, argument = 0) => answer(program, { audit, number, argument })
  expect(ask(calls.write)).toBe(allowed)
  expect(ask(calls.memfd)).toBe(notPermitted)
  expect(ask(calls.iouring)).toBe(notPermitted)
  // A thread, and a process in a user namespace of its own.
  expect(ask(calls.clone, 0x3d0f00)).toBe(allowed)
  expect(ask(calls.clone, 0x1000_0011)).toBe(notPermitted)
  expect(ask(435)).toBe(notImplemented)
})

it('refuses calls of programs of another kind, whose numbers mean something else', () => {
  const program = systemCallFilter('x64')!
  expect(answer(program, { audit: 0x40000003, number: 1 })).toBe(notPermitted)
  expect(answer(program, { audit: 0xc000003e, number: 0x4000_0001 })).toBe(notPermitted)
})

it('has none for machines that it does not know', () => {
  expect(systemCallFilter('riscv64')).toBeUndefined()
})
