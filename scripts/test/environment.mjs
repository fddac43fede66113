// Tells the tests' own clean-up whether something failed, so that it prints the service's log and keeps its files.
import { TestEnvironment } from 'jest-environment-node'

export default class RemembersFailure extends TestEnvironment {
  async handleTestEvent(event) {
    const failed = event.name === 'hook_failure' || (event.name === 'test_done' && event.test.errors.length > 0)
    if (failed) this.global.weirTestFailed = true
  }
}
