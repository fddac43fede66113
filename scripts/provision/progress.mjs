/**
 * Lines about what takes time: `step` prints how a piece of work ended and how long it took. Pieces may run side by side, so a
 * line is never rewritten.
 */
export function createProgress({ write = (line) => console.log(line), now = () => performance.now() } = {}) {
  const started = now()
  const seconds = (since) => `${((now() - since) / 1000).toFixed(1)} s`
  return {
    seconds: () => (now() - started) / 1000,
    /** One line, indented below the steps. */
    note: (text) => write(`    ${text}`),
    /** Runs `work`; its string result, if it has one, is printed behind the name. */
    async step(name, work) {
      const begin = now()
      try {
        const result = await work()
        write(`  ✓ ${name.padEnd(44)} ${seconds(begin).padStart(8)}${typeof result === 'string' ? `   ${result}` : ''}`)
        return result
      } catch (error) {
        write(`  ✗ ${name.padEnd(44)} ${seconds(begin).padStart(8)}`)
        throw error
      }
    },
  }
}
