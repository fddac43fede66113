// npm run chaos: breaks a small production of Weir in every way we know, and looks whether it comes back whole. docs/chaos.md says how.
// It needs what the acceptance tests need: npm test provides it.
import { runBundled } from './test/run-bundled.mjs'

await runBundled('chaos')
