import { execFileSync } from 'node:child_process'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { marker } from '../launch/command.ts'
import { listClusterProcesses } from '../processes/process-table.ts'
import { createSandboxed, type Sandboxed } from '../../conformance/sandboxed.ts'

/** A root worker gives a cluster a user of its own, any other worker its own; both must hold. */
const workers = process.getuid?.() === 0 ? (['self', 'ordinary'] as const) : (['self'] as const)

describe.each(workers)('the sandbox of a worker that is %s', (worker) => {
  let own: Sandboxed
  beforeAll(async () => {
    own = await createSandboxed(worker)
  })
  afterAll(() => own.dispose())

  it('runs Java, with its files', async () => {
    const { output, ended } = own.start(['java', '-version'])
    expect([await ended, output()]).toEqual([0, expect.stringMatching(/version "/)])
  })

  it('is nobody on the host and cannot become anybody', async () => {
    const seen = await own.run(`
      id -u; grep -E '^(Uid|CapEff|CapPrm|CapBnd|NoNewPrivs|Seccomp)' /proc/self/status
      cat /proc/self/uid_map
      su root -c id 2>&1 || echo no-su
      unshare -Ur true 2>&1 || echo no-namespace
      python3 -c 'import os; os.memfd_create("x")' 2>&1 || echo no-memfd
      mount -t tmpfs none /tmp 2>&1 || echo no-mount
      mknod /tmp/disk b 8 0 2>&1 || echo no-device
      echo 1 > /proc/sys/vm/drop_caches || echo no-sysctl
      echo b > /proc/sysrq-trigger || echo no-sysrq
      dmesg > /dev/null 2>&1 || echo no-log
      ls /sys /root /home /var /boot /srv /run 2>/dev/null | head`)
    const user = String(own.view.user.uid)
    expect(seen.split('\n')[0]).toBe(user)
    expect(user).not.toBe('0')
    expect(seen).toMatch(/CapEff:\t0+\n/)
    expect(seen).toMatch(/CapBnd:\t0+\n/)
    expect(seen).toMatch(/NoNewPrivs:\t1\n/)
    expect(seen).toMatch(/Seccomp:\t2\n/)
    for (const refused of ['su', 'namespace', 'memfd', 'mount', 'device', 'sysctl', 'sysrq'])
      expect(seen).toContain(`no-${refused}`)
    expect(await own.run('readlink /proc/self/ns/user /proc/self/ns/pid')).not.toContain(
      execFileSync('readlink', ['/proc/self/ns/user'], { encoding: 'utf8' }).trim(),
    )
    // As the host sees it.
    const { kill, ended, output } = own.start(['/bin/sh', '-c', 'echo up; exec sleep 60 60.25'])
    while (!output().includes('up')) await new Promise((resolve) => setTimeout(resolve, 20))
    const line = execFileSync('ps', ['-eo', 'uid,args'], { encoding: 'utf8' })
      .split('\n')
      .find((each) => /^\s*\d+ sleep 60 60\.25/.test(each))
    kill()
    expect(line?.trim().split(' ')[0]).toBe(user)
    await ended
  })

  it("sees its own files and nothing of the control plane's, of others and of the host", async () => {
    const secrets = {
      'secret-key': join(own.root, 'secret-key'),
      postgres: join(own.root, 'postgres', 'pg_hba.conf'),
      neighbour: join(own.root, 'clusters', 'neighbour', 'conf', 'config.yaml'),
      state: join(own.root, 'state', 'neighbour', 'chk-1'),
    }
    for (const file of Object.values(secrets)) {
      await mkdir(join(file, '..'), { recursive: true })
      await writeFile(file, 'TOP SECRET')
    }
    const paths = Object.values(secrets).join(' ')
    const host = '/etc/shadow /etc/hostname /root/.bashrc /proc/1/environ /etc/ssl/private'
    const seen = await own.run(`
      cat ${paths} ${host} 2>/dev/null
      for way in /proc/*/root /proc/*/cwd; do cat $way${secrets['secret-key']} 2>/dev/null; done
      ls ${own.root} ${own.root}/clusters ${own.root}/state
      cat /etc/passwd; echo 'pids:' /proc/[0-9]*`)
    expect(seen).not.toContain('TOP SECRET')
    expect(seen).not.toContain('root:')
    expect(seen).not.toContain('neighbour')
    expect((/pids: (.*)/.exec(seen)?.[1] ?? '').split(' ').length).toBeLessThan(8)
  })

  it('writes its work, its logs and its state, which stay ours to read and remove', async () => {
    const { work, log, conf } = own.layout
    const seen = await own.run(`
      for path in ${work} ${log} ${own.root}/state/own /tmp; do echo mine > $path/made || echo "refused: $path"; done
      mkdir -p ${work}/deep/er; echo x > ${work}/deep/er/x; chmod 700 ${work}/deep
      echo x > ${conf}/config.yaml; echo x > ${own.root}/clusters/own/x; echo x > /etc/flink/application_properties.json
      echo x > /etc/passwd; echo x > /usr/x; echo x > /x; echo x > /dev/x; echo x > /dev/null && echo y > /dev/shm/shared; ln -s /etc/shadow ${log}/link; cat /etc/flink/application_properties.json`)
    expect(seen).not.toContain('refused: ')
    expect(seen).toContain('[]')
    expect(seen.match(/Read-only file system|Permission denied/g)?.length).toBeGreaterThanOrEqual(7)
    for (const path of [work, log, join(own.root, 'state', 'own')]) {
      expect(await readFile(join(path, 'made'), 'utf8')).toBe('mine\n')
      expect((await stat(join(path, 'made'))).uid).toBe(own.view.user.uid)
    }
    expect(await readFile(join(work, 'deep', 'er', 'x'), 'utf8')).toBe('x\n')
    // Shared memory is counted as files are.
    expect(await readFile(join(work, 'shared'), 'utf8')).toBe('y\n')
  })

  it('keeps a fork bomb, open files and large files within bounds while a neighbour goes on', async () => {
    const neighbour = await createSandboxed(worker)
    const { kill, output, ended } = neighbour.start([
      '/bin/sh',
      '-c',
      'while :; do /bin/true && echo tick; sleep 0.05; done',
    ])
    const small = { processes: 50, openFiles: 64, fileBytes: 1024 * 1024 }
    const bombed = await own.run(`for n in $(seq 200); do sleep 60 & done`, small)
    const before = output().length
    const filled = await own.run(`head -c 3000000 /dev/zero > /tmp/large; stat -c %s /tmp/large`, small)
    const opened = await own.run(
      `bash -c 'for n in $(seq 100); do exec {fd}</dev/null || break; done; echo opened $n' 2>&1`,
      small,
    )
    while (output().length <= before + 20) await new Promise((resolve) => setTimeout(resolve, 50))
    kill()
    await ended
    await neighbour.dispose()
    expect(bombed).toMatch(/fork/i)
    expect(filled).toMatch(/^1048576$/m)
    expect(opened).toMatch(/Too many open files/)
  })

  it('ends everything that is in it when its first process ends', async () => {
    const { output, ended } = own.start(['/bin/sh', '-c', 'setsid sleep 61.75 & echo up; sleep 0.2; exit 3'])
    expect(await ended).toBe(3)
    expect(output()).toContain('up')
    expect(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toMatch(/^sleep 61\.75/m)
  })
})

it('finds its own processes, not those that imitate the marks of another application', async () => {
  const own = await createSandboxed('self')
  const clustersDir = join(own.root, 'clusters')
  const marks = (application: string) => [
    `${marker.cluster}${clustersDir}/own`,
    `${marker.application}${application}`,
    `${marker.deployment}deployment-of-${application}`,
  ]
  const imitate = `sh -c 'echo up; sleep 60 & wait' ${marks('victim').join(' ')} & wait`
  const { kill, output, ended } = own.start(['/bin/sh', '-c', imitate, 'sh', ...marks('attacker')])
  while (!output().includes('up')) await new Promise((resolve) => setTimeout(resolve, 20))
  const found = await listClusterProcesses(clustersDir)
  kill()
  await ended
  expect(found.length).toBeGreaterThanOrEqual(2)
  expect(new Set(found.map(({ deploymentId }) => deploymentId))).toEqual(new Set(['deployment-of-attacker']))
  await own.dispose()
})

it('finds what is left of a sandbox whose wrapper was killed', async () => {
  const own = await createSandboxed('self')
  const clustersDir = join(own.root, 'clusters')
  const marks = [`${marker.cluster}${clustersDir}/own`, `${marker.application}a`, `${marker.deployment}left`]
  const { pid, output, ended } = own.start(['/bin/sh', '-c', 'echo up; sleep 60 & wait', 'sh', ...marks])
  while (!output().includes('up')) await new Promise((resolve) => setTimeout(resolve, 20))
  process.kill(pid, 'SIGKILL')
  while ((await listClusterProcesses(clustersDir)).some((each) => each.pid === pid)) await Promise.resolve()
  const left = await listClusterProcesses(clustersDir)
  expect(left.length).toBeGreaterThan(0)
  // The first process of a sandbox takes the others with it.
  for (const each of left) endIfThere(each.pid)
  while ((await listClusterProcesses(clustersDir)).length > 0) await Promise.resolve()
  await ended
  await own.dispose()
})

it('shows no environment of the worker, also not by the wrappers', async () => {
  const own = await createSandboxed('self')
  process.env['WEIR_SECRET_OF_THE_TEST'] = 'TOP SECRET'
  try {
    const seen = await own.run(`for each in /proc/[0-9]*/environ; do tr '\\0' '\\n' < $each; done`)
    expect(seen).not.toContain('TOP SECRET')
    expect(seen).toContain('HOME=/tmp')
  } finally {
    delete process.env['WEIR_SECRET_OF_THE_TEST']
    await own.dispose()
  }
})

const endIfThere = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
