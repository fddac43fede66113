import type { DiagnosisClass } from '@weir/domain'

/** One prepared way to fail, and what its diagnosis has to say. */
export interface FailureMode {
  readonly name: string
  readonly class: DiagnosisClass
  /** The first cause. */
  readonly cause: RegExp
  /** The operator that it is found in, where one is known. */
  readonly operator?: RegExp
  /** What the program is asked to do; the mode's name unless said otherwise. */
  readonly asked?: string
  /** A jar of its own instead of the one that fails as asked. */
  readonly jar?: string
  /** What is done to it once it runs. */
  readonly then?: 'update' | 'kill-task-manager' | 'break-storage'
  /** The version it runs first, before an update to the mode. */
  readonly first?: string
  /** Found by the acceptance tests too. */
  readonly inCi?: boolean
}

/** Twenty and some more. */
export const modes: readonly FailureMode[] = [
  {
    name: 'main-throws',
    class: 'user-code',
    cause: /^java\.lang\.IllegalArgumentException: broken on purpose in main/,
  },
  {
    name: 'map-throws',
    class: 'user-code',
    cause: /^java\.lang\.ArithmeticException: broken on purpose/,
    operator: /check/,
    inCi: true,
  },
  { name: 'nested-null', class: 'user-code', cause: /^java\.lang\.NullPointerException/, operator: /check/ },
  { name: 'system-exit', class: 'user-code', cause: /System\.exit.*FailsAsAsked/ },
  { name: 'exit-in-map', class: 'user-code', cause: /System\.exit.*Fails/, operator: /check/ },
  {
    name: 'class-not-found',
    class: 'dependency-or-class-loading',
    cause: /^java\.lang\.ClassNotFoundException: org\.example/,
    operator: /check/,
  },
  { name: 'no-such-method', class: 'dependency-or-class-loading', cause: /^java\.lang\.NoSuchMethodError/, inCi: true },
  {
    name: 'missing-main',
    class: 'dependency-or-class-loading',
    cause: /NotInThisJar/,
    jar: 'missing-main',
  },
  { name: 'no-main-class', class: 'configuration', cause: /main.class/i, jar: '' },
  {
    name: 'not-serializable',
    class: 'serialization-or-state-incompatibility',
    cause: /NotSerializableException|not serializable/,
  },
  { name: 'kryo', class: 'serialization-or-state-incompatibility', cause: /Kryo|Unsupported|NullPointer/ },
  {
    name: 'state-incompatible',
    class: 'serialization-or-state-incompatibility',
    cause: /StateMigrationException|incompatible/,
    first: 'state-long',
    asked: 'state-text',
    then: 'update',
    inCi: true,
  },
  {
    name: 'state-not-restored',
    class: 'serialization-or-state-incompatibility',
    cause: /not available in the new program/,
    first: 'state-long',
    asked: 'nothing',
    then: 'update',
  },
  {
    name: 'heap',
    class: 'out-of-memory',
    cause: /^java\.lang\.OutOfMemoryError.*heap/i,
    operator: /check/,
    inCi: true,
  },
  { name: 'metaspace', class: 'out-of-memory', cause: /^java\.lang\.OutOfMemoryError.*Metaspace/ },
  { name: 'direct-memory', class: 'out-of-memory', cause: /^java\.lang\.OutOfMemoryError.*direct/i },
  { name: 'no-such-bucket', class: 'connector-or-permission', cause: /bucket|404|does not exist/i },
  { name: 'access-denied', class: 'connector-or-permission', cause: /Access Denied/, operator: /check/ },
  {
    name: 'connection-refused',
    class: 'connector-or-permission',
    cause: /^java\.net\.ConnectException/,
    operator: /check/,
    inCi: true,
  },
  { name: 'checkpoint-throws', class: 'checkpoint-or-storage', cause: /the buffer cannot be written/, inCi: true },
  { name: 'checkpoint-timeout', class: 'checkpoint-or-storage', cause: /expired|timeout/i },
  {
    name: 'checkpoint-storage',
    class: 'checkpoint-or-storage',
    cause: /./,
    asked: 'state-long',
    then: 'break-storage',
  },
  { name: 'missing-property', class: 'configuration', cause: /property InputStreamArn/, inCi: true },
  { name: 'bad-configuration', class: 'configuration', cause: /perhaps/ },
  { name: 'max-parallelism', class: 'configuration', cause: /parallelism/ },
  {
    name: 'task-manager-killed',
    class: 'infrastructure',
    cause: /killed from outside/,
    asked: 'nothing',
    then: 'kill-task-manager',
    inCi: true,
  },
]
