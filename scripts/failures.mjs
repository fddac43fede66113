// npm run failures: lets applications fail in every prepared way, and looks whether Weir finds the cause (docs/operations.md).
// It needs what the acceptance tests need: npm test provides it.
import { runBundled } from './test/run-bundled.mjs'

await runBundled('failures')
