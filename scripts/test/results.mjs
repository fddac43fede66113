// Reads the counts that the test programs leave behind.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Counts of a Jest JSON report; a suite that could not even start counts as one failure. */
export function jestResults(file) {
  if (!existsSync(file)) return { passed: 0, failed: 1 }
  const report = JSON.parse(readFileSync(file, 'utf8'))
  return { passed: report.numPassedTests, failed: report.numFailedTests + report.numRuntimeErrorTestSuites }
}

/** Counts over the Surefire reports of every Maven module below `folder`. */
export function surefireResults(folder) {
  const sum = { passed: 0, failed: 0 }
  for (const file of readdirSync(folder, { recursive: true })) {
    if (!/(^|\/)target\/surefire-reports\/TEST-.*\.xml$/.test(file)) continue
    const suite = /<testsuite\s[^>]*>/.exec(readFileSync(join(folder, file), 'utf8'))?.[0] ?? ''
    const count = (name) => Number(new RegExp(`\\s${name}="(\\d+)"`).exec(suite)?.[1] ?? 0)
    const failed = count('failures') + count('errors') + count('skipped') // nothing skips itself green
    sum.failed += failed
    sum.passed += count('tests') - failed
  }
  return sum
}
