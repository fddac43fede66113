import { classify } from './classify.ts'
import { collectedFailures } from '@weir/testkit/collected-failures'
import { describeTrace } from './first-cause.ts'
import { rules } from './rules.ts'

const classOf = (trace: string): string => classify(describeTrace(trace)).class
const ruleOf = (trace: string): string => classify(describeTrace(trace)).name

it.each(collectedFailures)('knows what Flink says of %s', (_, expected, trace) => {
  expect(classOf(trace)).toBe(expected)
})

it.each([
  ['metaspace', 'java.lang.OutOfMemoryError: Metaspace'],
  ['heap', 'java.lang.OutOfMemoryError: GC overhead limit exceeded'],
  ['memory-limit', 'The application used 1700 MB of memory in its taskmanager-1, which has 800 MB.'],
  ['disk-limit', 'The application used more than 50000 MB of disk.'],
  ['disk-limit', 'The application used more than 200000 MB of disk for its state.'],
  ['disk-limit', 'The application made more than 500000 files.'],
  ['slots', 'The job wants 2 slots and has 1: map has parallelism 2.'],
  [
    'process-limit',
    'java.lang.OutOfMemoryError: unable to create native thread: possibly out of memory or process/resource limits reached',
  ],
  ['process-limit', 'java.io.IOException: Cannot run program "sleep": error=11, Resource temporarily unavailable'],
  [
    'state-mapping',
    'java.lang.IllegalStateException: Failed to rollback to checkpoint/savepoint file:/s. Cannot map checkpoint/savepoint state for operator 5ab to the new program, because the operator is not available in the new program.',
  ],
  [
    'kryo-upgrade',
    'Incompatible state: values of java.util.BitSet were serialized with Kryo by Flink 1, which Flink 2.2 cannot read.',
  ],
  [
    'kryo',
    'com.esotericsoftware.kryo.kryo5.KryoException: Class cannot be created (missing no-arg constructor): org.example.Order',
  ],
  [
    'serializer',
    'java.lang.ClassCastException: class java.lang.Long cannot be cast to class java.lang.String\n\tat org.apache.flink.api.common.typeutils.base.StringSerializer.serialize(StringSerializer.java:30)',
  ],
  ['entry-class', "The main class org.example.Job, named by the jar's manifest, is not in the jar."],
  ['class-missing', "ModuleNotFoundError: No module named 'pandas'"],
  [
    'class-missing',
    "org.apache.flink.table.api.ValidationException: Could not find any factory for identifier 'kafka' that implements 'DynamicTableFactory' in the classpath.",
  ],
  [
    'linkage',
    'java.lang.UnsupportedClassVersionError: org/example/Job has been compiled by a more recent version of the Java Runtime',
  ],
  ['disk-full', 'java.io.IOException: No space left on device'],
  ['checkpoint-missing', 'java.io.FileNotFoundException: Cannot find checkpoint or savepoint file/directory'],
  [
    'checkpoint-storage',
    'java.io.IOException: Mkdirs failed to create\n\tat org.apache.flink.runtime.state.filesystem.FsCheckpointStorageAccess.initializeBaseLocations(FsCheckpointStorageAccess.java:10)',
  ],
  ['role', 'The role arn:aws:iam::123456789012:role/none cannot be assumed.'],
  [
    'permission',
    'software.amazon.awssdk.services.kinesis.model.KinesisException: User is not authorized to perform: kinesis:GetRecords',
  ],
  ['bucket', 'org.apache.hadoop.fs.s3a.UnknownStoreException: `s3a://none/`: Bucket does not exist'],
  [
    'unreachable',
    'org.apache.kafka.common.errors.TimeoutException: Timed out waiting for a node assignment. Call: describeTopics',
  ],
  [
    'slots',
    'org.apache.flink.runtime.jobmanager.scheduler.NoResourceAvailableException: Could not acquire the minimum required resources.',
  ],
  ['lost', 'org.apache.flink.util.FlinkException: TaskManager with id taskmanager-0 is no longer reachable.'],
  ['lost', 'weir: the lease ran out; this process stops itself'],
  [
    'parallelism',
    "java.lang.IllegalArgumentException: Vertex map's parallelism (4) is higher than the max parallelism (2).",
  ],
  ['property', "java.lang.RuntimeException: No data for required key 'input'"],
  ['property', 'java.lang.IllegalArgumentException: property InputStreamArn of group ConsumerConfig is missing'],
  ['configuration', "java.lang.IllegalArgumentException: Could not parse value 'perhaps' for key 'x'."],
  ['start-time', 'Flink job did not start within a total timeout of 5 minutes for application: a under account: b'],
  ['user-code', 'org.example.OrderException: a negative amount\n\tat org.example.Orders.check(Orders.java:12)'],
  [
    'user-code',
    'java.lang.RuntimeException: Error received from SDK harness: Traceback (most recent call last):\n  File "main.py", line 7, in f\n    g()\nKeyError: \'price\'',
  ],
])('has the row %s for %s', (name, trace) => {
  expect(ruleOf(trace)).toBe(name)
})

it('names every row once and has a remedy and a pattern in each', () => {
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length)
  for (const { remedy, root, any, frame } of rules) {
    expect(remedy).toMatch(/\.$/)
    expect([root, any, frame].some((pattern) => pattern !== undefined)).toBe(true)
  }
})
