// Keeps what tests note about the actions they saw answer (packages/testkit/note-answers.ts): one line of JSON each, in
// the folder that WEIR_TEST_NOTES names. scripts/coverage.mjs makes docs/coverage.md of them.
import { appendFileSync } from 'node:fs'
import { join, relative } from 'node:path'

const folder = process.env.WEIR_TEST_NOTES
const seen = new Set()

if (folder !== undefined) {
  globalThis.weirNoteAnswer = (action, answer) => {
    const { currentTestName: test, testPath } = expect.getState()
    if (test === undefined || seen.has(`${action} ${answer} ${test}`)) return
    seen.add(`${action} ${answer} ${test}`)
    const file = relative(process.cwd(), testPath)
    appendFileSync(join(folder, `${process.pid}.jsonl`), `${JSON.stringify({ action, answer, file, test })}\n`)
  }
}
