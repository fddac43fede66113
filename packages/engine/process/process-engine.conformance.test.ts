import { describeEngine } from '../conformance/engine-conformance.ts'
import { createProcessEngineHarness } from '../conformance/process-engine-harness.ts'

describeEngine('the process engine on FLINK-2_2', () => createProcessEngineHarness({ runtime: 'FLINK-2_2' }))
describeEngine('the process engine on FLINK-1_20', () => createProcessEngineHarness({ runtime: 'FLINK-1_20' }))
