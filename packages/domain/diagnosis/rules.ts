import type { DiagnosisClass } from '../model/diagnosis.ts'

/** One row: a failure is of this class when everything that the row names is found. The first row that fits decides. */
export interface Rule {
  readonly name: string
  readonly class: DiagnosisClass
  /** One or two sentences for the one who has to mend it. */
  readonly remedy: string
  /** Class and message of the first cause. */
  readonly root?: RegExp
  /** Class and message of any throwable of the chain, the first cause included. */
  readonly any?: RegExp
  /** Any frame of the first cause. */
  readonly frame?: RegExp
}

/** Add a row above the ones it is more precise than, with the trace it was made for in `rules.test.ts`. */
export const rules: readonly Rule[] = [
  {
    name: 'metaspace',
    class: 'out-of-memory',
    root: /OutOfMemoryError.*Metaspace/,
    remedy:
      'The JVM has no room for more classes: look for class loaders or generated classes that are never let go, and keep large libraries out of the jar.',
  },
  {
    name: 'direct-memory',
    class: 'out-of-memory',
    root: /OutOfMemoryError.*([Dd]irect buffer|off-heap)/,
    remedy:
      'Memory outside of the heap is used up: look for direct buffers that are never freed, or give each KPU less parallel work (lower ParallelismPerKPU).',
  },
  {
    name: 'memory-limit',
    class: 'out-of-memory',
    root: /^The application used \d+ MB of memory in its /,
    remedy:
      "Memory outside of the JVM's heap grew beyond what a container may hold (WEIR_MEMORY_LIMIT_PERCENT): look for native libraries, programs that are started, and memory that is never freed.",
  },
  {
    name: 'disk-limit',
    class: 'user-code',
    root: /^The application (used more than \d+ MB of disk|made more than \d+ files)/,
    remedy:
      'The application may use only so much of the disk (WEIR_DISK_LIMIT_MB; WEIR_STATE_LIMIT_MB for its state): look for files in /tmp that are never removed, and for state that only grows.',
  },
  {
    name: 'process-limit',
    class: 'out-of-memory',
    root: /unable to create (new )?native thread|can't start new thread|error=11, Resource temporarily unavailable/,
    remedy:
      'A container may have only so many processes and threads (WEIR_PROCESS_LIMIT): look for threads, thread pools or programs that are started again and again and never end.',
  },
  {
    name: 'heap',
    class: 'out-of-memory',
    root: /OutOfMemoryError|GC overhead limit|ran out of memory|MemoryError\b/,
    remedy:
      'The job holds more objects than the heap has room for: keep large data in Flink state instead of fields, bound caches, or raise Parallelism (more KPUs).',
  },
  {
    name: 'exit',
    class: 'user-code',
    root: /^java\.lang\.System\.exit/,
    remedy: 'The program ended its own JVM. Throw an exception instead of calling System.exit.',
  },
  {
    name: 'state-mapping',
    class: 'serialization-or-state-incompatibility',
    any: /Cannot map (checkpoint|savepoint|checkpoint\/savepoint) state|the operator is not available in the new program/,
    remedy:
      'The state to start from belongs to an operator that the new program does not have: give operators the uid they had, or allow it to be dropped with AllowNonRestoredState.',
  },
  {
    name: 'state-migration',
    class: 'serialization-or-state-incompatibility',
    any: /StateMigrationException|state serializer .*(incompatible|must not)|serializer .*incompatible|InvalidClassException|incompatible max(imum)? parallelism|maximum parallelism .* (doesn't match|is lower)/i,
    remedy:
      'The state was written with another type or serializer than the program reads it with: keep the type compatible, change it under a new state name or uid, or start without the state.',
  },
  {
    name: 'kryo-upgrade',
    class: 'serialization-or-state-incompatibility',
    root: /were serialized with Kryo by Flink 1/,
    remedy:
      'Give these types a serializer of their own (POJO, Avro) before the upgrade, or start without this state: SKIP_RESTORE_FROM_SNAPSHOT, or new uids with AllowNonRestoredState.',
  },
  {
    name: 'checkpoint-missing',
    class: 'checkpoint-or-storage',
    any: /(Cannot find|Could not find|does not exist|Failed to load).*(checkpoint|savepoint|_metadata)|snapshot to start from does not exist/i,
    remedy: 'The state to start from is not there any more: choose another snapshot, or start without state.',
  },
  {
    name: 'kryo',
    class: 'serialization-or-state-incompatibility',
    any: /KryoException|KryoRuntimeException/,
    remedy:
      'Kryo cannot read or write this type: make it a POJO (public class, no-argument constructor, accessible fields), or register a serializer for it.',
  },
  {
    name: 'not-serializable',
    class: 'serialization-or-state-incompatibility',
    any: /NotSerializableException|InvalidProgramException|is not serializable|PicklingError|Can't pickle/,
    remedy:
      'A function holds something that cannot be sent to the TaskManagers: make it transient and create it in open(), or make its class serializable.',
  },
  {
    name: 'serializer',
    class: 'serialization-or-state-incompatibility',
    root: /ClassCastException|EOFException|SerializationException|InvalidTypesException|StreamCorruptedException|IndexOutOfBounds/,
    frame: /TypeSerializer|\.typeutils\.|Kryo|\bSerializer\b|\.TypeExtractor/,
    remedy: 'What was written is not of the type that is read: look at the types of this operator and of its state.',
  },
  {
    name: 'entry-class',
    class: 'dependency-or-class-loading',
    root: /main class .* is not in the jar/,
    remedy: "The jar's manifest names a Main-Class that is not in the jar: build the jar again, with its main class.",
  },
  {
    name: 'class-missing',
    class: 'dependency-or-class-loading',
    root: /ClassNotFoundException|NoClassDefFoundError|ModuleNotFoundError|ImportError|UnsupportedFileSystemScheme|Could not find any factory for identifier|NoMatchingTableFactory|Could not find a suitable table factory/,
    remedy: 'A class or module that the program needs is not there at run time: put it into the jar (or the zip).',
  },
  {
    name: 'linkage',
    class: 'dependency-or-class-loading',
    root: /NoSuchMethodError|NoSuchFieldError|AbstractMethodError|IncompatibleClassChangeError|UnsupportedClassVersionError|LinkageError|VerifyError|IllegalAccessError|UnsatisfiedLinkError/,
    remedy:
      'The program was compiled against another version than it meets at run time: build it for the Flink of this RuntimeEnvironment, and leave Flink itself out of the jar.',
  },
  {
    name: 'disk-full',
    class: 'infrastructure',
    root: /No space left on device|Disk quota exceeded/,
    remedy: 'The disk is full: make room on the worker host or in the state root; the application goes on by itself.',
  },
  {
    name: 'checkpoint',
    class: 'checkpoint-or-storage',
    any: /CheckpointException|Checkpoint (expired|was declined)|Asynchronous task checkpoint failed|checkpoint failed|Could not (complete|perform) (snapshot|checkpoint)|Could not materialize checkpoint|Failed to trigger or complete checkpoint|CheckpointStorage|createCheckpointStorage|FsCheckpointStreamFactory|Exceeded checkpoint tolerable/i,
    remedy:
      'Checkpoints do not complete: see whether the state root can be written, whether an operator fails in its snapshot, and whether back pressure or large state makes them too slow.',
  },
  {
    name: 'checkpoint-storage',
    class: 'checkpoint-or-storage',
    frame: /\.state\.filesystem\.|\.checkpoint\.|CheckpointStorage/,
    root: /IOException|FileNotFound|FileSystem|NoSuchFile|AccessDenied/,
    remedy: 'Checkpoint files cannot be read or written: see whether the state root is there and can be written.',
  },
  {
    name: 'role',
    class: 'connector-or-permission',
    root: /The role .* cannot be assumed/,
    remedy: 'Give the application a ServiceExecutionRole that exists here (weir role).',
  },
  {
    name: 'permission',
    class: 'connector-or-permission',
    any: /Access ?Denied|AccessDenied|Forbidden|Status Code: 40[13]|not authorized|UnauthorizedException|AuthorizationException|AuthenticationException|SaslAuthentication|InvalidAccessKeyId|SignatureDoesNotMatch|password authentication failed|Permission denied|PermissionError|ExpiredToken/i,
    remedy:
      'The other side refused access: see what the ServiceExecutionRole and its policies allow, and the credentials in the properties.',
  },
  {
    name: 'bucket',
    class: 'connector-or-permission',
    any: /NoSuchBucket|[Bb]ucket .* does not exist|UnknownStoreException|ResourceNotFoundException|UnknownTopicOrPartition|Status Code: 404|AmazonS3Exception|S3Exception|AwsServiceException|SdkClientException/,
    remedy:
      'What the connector asks for is not there, or another service refused it: see the name, region and endpoint.',
  },
  {
    name: 'unreachable',
    class: 'connector-or-permission',
    any: /java\.net\.(Connect|UnknownHost|SocketTimeout|NoRouteToHost|Socket)Exception|ConnectionRefusedError|Connection refused|SSLHandshake|SSLException|ConnectTimeoutException|BrokerNotAvailable|org\.apache\.kafka\.common\.errors|TimeoutException: .*(topic|metadata|node assignment|fetch)|java\.sql\.SQL|CommunicationsException/,
    remedy:
      'The connector cannot reach its source or sink: see host, port and name resolution from the worker, and that the service there is up.',
  },
  {
    name: 'slots',
    class: 'configuration',
    root: /NoResourceAvailableException|Could not acquire the minimum required resources|The job wants \d+ slots/,
    remedy:
      'The job wants more slots than its parallelism gives it: raise Parallelism, or leave operators to the parallelism of the application.',
  },
  {
    name: 'lost',
    class: 'infrastructure',
    root: /TaskManager .*(lost|reachable|slots)|TaskManager lost|Heartbeat|heartbeat of|Connection unexpectedly closed|(Remote|Local)TransportException|disconnected|killed from outside|The process (ended|exited)|JobManager process ended|The cluster was lost|Worker host .* lost|this process stops itself|AskTimeoutException|cannot be installed|still live here/i,
    remedy:
      'A process of the cluster died or could not be reached, not by the program: see memory and load of the worker host. The application goes on from its newest checkpoint by itself.',
  },
  {
    name: 'parallelism',
    class: 'configuration',
    any: /max(imum)? parallelism|parallelism .* (higher|greater) than/i,
    remedy:
      'Parallelism of the application and maximum parallelism of the job do not fit: raise the one or lower the other.',
  },
  {
    name: 'property',
    class: 'configuration',
    any: /No data for required key|(missing|required|mandatory|not set|undefined|absent|no value|must be (set|given|provided)).{0,80}(propert|parameter|option|config|argument|setting|environment variable)|(propert|parameter|option|config|argument|setting|environment variable).{0,80}(is missing|missing|is required|required|not set|not defined|must be (set|given|provided)|not provided)/i,
    remedy:
      'The program misses a setting: add it to EnvironmentProperties (property group and key as the message says).',
  },
  {
    name: 'configuration',
    class: 'configuration',
    any: /IllegalConfigurationException|Could not parse value|ConfigurationException|ConfigException|names no main class|[Mm]ain-Class|cannot be run by this service|is not a jar|ApplicationExecutionException: .*no job|no jobs? (was|were) (executed|submitted)|NoSuchMethodException: .*\.main\(/,
    remedy: "See the application's configuration: code, properties and Flink settings.",
  },
  {
    name: 'start-time',
    class: 'infrastructure',
    root: /did not start within/,
    remedy: 'The job was not running in time: see the logs for what it waited for, and the load of the worker host.',
  },
]

/** What is left is the program's own. */
export const otherwise: Rule = {
  name: 'user-code',
  class: 'user-code',
  remedy: 'The program failed by itself: see the frame and the log around it.',
}
