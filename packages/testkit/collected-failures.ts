import type { DiagnosisClass } from '@weir/domain'

/** Traces that the prepared failures (npm run failures) left on Flink 2.2.1, their middles cut out: name, class, trace. */
export const collectedFailures: readonly (readonly [string, DiagnosisClass, string])[] = [
  [
    'main-throws',
    'user-code',
    `org.apache.flink.client.program.ProgramInvocationException: The main method caused an error: the pipeline could not be built
	at org.apache.flink.client.program.PackagedProgram.callMainMethod(PackagedProgram.java:360)
	at org.apache.flink.client.program.PackagedProgram.invokeInteractiveModeForExecution(PackagedProgram.java:223)
	at org.apache.flink.client.ClientUtils.executeProgram(ClientUtils.java:105)
	at org.apache.flink.client.deployment.application.ApplicationDispatcherBootstrap.runApplicationEntryPoint(ApplicationDispatcherBootstrap.java:301)
Caused by: java.lang.IllegalStateException: the pipeline could not be built
	at io.weir.examples.broken.FailsAsAsked.failInMain(FailsAsAsked.java:46)
	at io.weir.examples.broken.FailsAsAsked.main(FailsAsAsked.java:34)
	at java.base/jdk.internal.reflect.NativeMethodAccessorImpl.invoke0(Native Method)
	at java.base/jdk.internal.reflect.NativeMethodAccessorImpl.invoke(NativeMethodAccessorImpl.java:77)
Caused by: java.lang.IllegalArgumentException: broken on purpose in main
	... 28 more
`,
  ],
  [
    'no-such-method',
    'dependency-or-class-loading',
    `java.lang.NoSuchMethodError: 'org.apache.flink.streaming.api.environment.StreamExecutionEnvironment org.apache.flink.streaming.api.environment.StreamExecutionEnvironment.enableCheckpointing()'
	at io.weir.examples.broken.FailsAsAsked.failInMain(FailsAsAsked.java:52)
	at io.weir.examples.broken.FailsAsAsked.main(FailsAsAsked.java:34)
	at java.base/jdk.internal.reflect.NativeMethodAccessorImpl.invoke0(Native Method)
	at java.base/jdk.internal.reflect.NativeMethodAccessorImpl.invoke(NativeMethodAccessorImpl.java:77)
`,
  ],
  [
    'map-throws',
    'user-code',
    `java.lang.ArithmeticException: broken on purpose at record 20
	at io.weir.examples.broken.Fails.fail(Fails.java:34)
	at io.weir.examples.broken.Fails.map(Fails.java:28)
	at io.weir.examples.broken.Fails.map(Fails.java:12)
	at org.apache.flink.streaming.api.operators.StreamMap.processElement(StreamMap.java:37)
`,
  ],
  [
    'connection-refused',
    'connector-or-permission',
    `java.net.ConnectException: Connection refused
	at java.base/sun.nio.ch.Net.pollConnect(Native Method)
	at java.base/sun.nio.ch.Net.pollConnectNow(Net.java:672)
	at java.base/sun.nio.ch.NioSocketImpl.timedFinishConnect(NioSocketImpl.java:547)
	at java.base/sun.nio.ch.NioSocketImpl.connect(NioSocketImpl.java:602)
	at io.weir.examples.broken.Fails.fail(Fails.java:41)
	at io.weir.examples.broken.Fails.map(Fails.java:28)
	at io.weir.examples.broken.Fails.map(Fails.java:12)
`,
  ],
  ['heap', 'out-of-memory', `java.lang.OutOfMemoryError: Java heap space`],
  [
    'checkpoint-throws',
    'checkpoint-or-storage',
    `java.lang.Exception: Could not perform checkpoint 1 for operator Source: numbers -> keep -> nowhere: Writer (1/1)#0.
	at org.apache.flink.streaming.runtime.tasks.StreamTask.triggerCheckpointAsyncInMailbox(StreamTask.java:1344)
	at org.apache.flink.streaming.runtime.tasks.StreamTask.lambda$triggerCheckpointAsync$17(StreamTask.java:1291)
	at org.apache.flink.streaming.runtime.tasks.StreamTaskActionExecutor$1.runThrowing(StreamTaskActionExecutor.java:50)
	at org.apache.flink.streaming.runtime.tasks.mailbox.Mail.run(Mail.java:118)
Caused by: org.apache.flink.runtime.checkpoint.CheckpointException: Could not complete snapshot 1 for operator Source: numbers -> keep -> nowhere: Writer (1/1)#0. Failure reason: Checkpoint was declined.
	at org.apache.flink.streaming.api.operators.StreamOperatorStateHandler.snapshotState(StreamOperatorStateHandler.java:318)
	at org.apache.flink.streaming.api.operators.StreamOperatorStateHandler.snapshotState(StreamOperatorStateHandler.java:202)
	at org.apache.flink.streaming.api.operators.AbstractStreamOperator.snapshotState(AbstractStreamOperator.java:411)
	at org.apache.flink.streaming.runtime.tasks.RegularOperatorChain.checkpointStreamOperator(RegularOperatorChain.java:228)
Caused by: java.io.IOException: the buffer cannot be written into the checkpoint
	at io.weir.examples.broken.Checkpoints.snapshotState(Checkpoints.java:29)
	at org.apache.flink.streaming.util.functions.StreamingFunctionUtils.trySnapshotFunctionState(StreamingFunctionUtils.java:118)
	at org.apache.flink.streaming.util.functions.StreamingFunctionUtils.snapshotFunctionState(StreamingFunctionUtils.java:99)
	at org.apache.flink.streaming.api.operators.AbstractUdfStreamOperator.snapshotState(AbstractUdfStreamOperator.java:94)
`,
  ],
  [
    'missing-property',
    'configuration',
    `org.apache.flink.client.program.ProgramInvocationException: The main method caused an error: property InputStreamArn of group ConsumerConfig is missing
	at org.apache.flink.client.program.PackagedProgram.callMainMethod(PackagedProgram.java:360)
	at org.apache.flink.client.program.PackagedProgram.invokeInteractiveModeForExecution(PackagedProgram.java:223)
	at org.apache.flink.client.ClientUtils.executeProgram(ClientUtils.java:105)
	at org.apache.flink.client.deployment.application.ApplicationDispatcherBootstrap.runApplicationEntryPoint(ApplicationDispatcherBootstrap.java:301)
Caused by: java.lang.IllegalArgumentException: property InputStreamArn of group ConsumerConfig is missing
	at io.weir.examples.broken.FailsAsAsked.failInMain(FailsAsAsked.java:55)
	at io.weir.examples.broken.FailsAsAsked.main(FailsAsAsked.java:34)
	at java.base/jdk.internal.reflect.NativeMethodAccessorImpl.invoke0(Native Method)
	at java.base/jdk.internal.reflect.NativeMethodAccessorImpl.invoke(NativeMethodAccessorImpl.java:77)
`,
  ],
  [
    'state-incompatible',
    'serialization-or-state-incompatibility',
    `java.lang.RuntimeException: Error while getting state
	at org.apache.flink.runtime.state.DefaultKeyedStateStore.getState(DefaultKeyedStateStore.java:91)
	at org.apache.flink.streaming.api.operators.StreamingRuntimeContext.getState(StreamingRuntimeContext.java:207)
	at io.weir.examples.broken.Keeps$Texts.processElement(Keeps.java:26)
	at io.weir.examples.broken.Keeps$Texts.processElement(Keeps.java:23)
Caused by: org.apache.flink.util.StateMigrationException: The new state serializer (org.apache.flink.api.common.typeutils.base.StringSerializer@321f85f3) must not be incompatible with the old state serializer (org.apache.flink.api.common.typeutils.base.LongSer
	at org.apache.flink.state.rocksdb.RocksDBKeyedStateBackend.updateRestoredStateMetaInfo(RocksDBKeyedStateBackend.java:867)
	at org.apache.flink.state.rocksdb.RocksDBKeyedStateBackend.tryRegisterKvStateInformation(RocksDBKeyedStateBackend.java:772)
	at org.apache.flink.state.rocksdb.RocksDBKeyedStateBackend.createOrUpdateInternalState(RocksDBKeyedStateBackend.java:1029)
	at org.apache.flink.state.rocksdb.RocksDBKeyedStateBackend.createOrUpdateInternalState(RocksDBKeyedStateBackend.java:1016)
`,
  ],
  ['task-manager-killed', 'infrastructure', `The process of taskmanager-0 was killed from outside (signal 9).`],
  [
    'nested-null',
    'user-code',
    `java.lang.IllegalStateException: record 20 could not be enriched
	at io.weir.examples.broken.Fails.fail(Fails.java:36)
	at io.weir.examples.broken.Fails.map(Fails.java:28)
	at io.weir.examples.broken.Fails.map(Fails.java:12)
	at org.apache.flink.streaming.api.operators.StreamMap.processElement(StreamMap.java:37)
Caused by: java.lang.NullPointerException
	at io.weir.examples.broken.Fails.nullPointer(Fails.java:68)
	... 24 more
`,
  ],
  [
    'class-not-found',
    'dependency-or-class-loading',
    `java.lang.ClassNotFoundException: org.example.only.at.Compile
	at java.base/java.net.URLClassLoader.findClass(URLClassLoader.java:445)
	at java.base/java.lang.ClassLoader.loadClass(ClassLoader.java:592)
	at org.apache.flink.util.FlinkUserCodeClassLoader.loadClassWithoutExceptionHandling(FlinkUserCodeClassLoader.java:67)
	at org.apache.flink.util.ChildFirstClassLoader.loadClassWithoutExceptionHandling(ChildFirstClassLoader.java:74)
	at io.weir.examples.broken.Fails.fail(Fails.java:38)
	at io.weir.examples.broken.Fails.map(Fails.java:28)
	at io.weir.examples.broken.Fails.map(Fails.java:12)
`,
  ],
  [
    'exit-in-map',
    'user-code',
    `java.lang.System.exit: called by io.weir.examples.broken.Fails.fail(Fails.java:48)
System.exit in thread Source: numbers -> check -> nowhere: Writer (1/1)#0
	at java.lang.Object.wait(Object.java:-2)
	at java.lang.Thread.join(Thread.java:1313)
	at java.lang.Thread.join(Thread.java:1381)
	at java.lang.ApplicationShutdownHooks.runHooks(ApplicationShutdownHooks.java:107)
	at io.weir.examples.broken.Fails.fail(Fails.java:48)
	at io.weir.examples.broken.Fails.map(Fails.java:28)
	at io.weir.examples.broken.Fails.map(Fails.java:12)
`,
  ],
  [
    'not-serializable',
    'serialization-or-state-incompatibility',
    `org.apache.flink.client.program.ProgramInvocationException: The main method caused an error: Object io.weir.examples.broken.FailsAsAsked$$Lambda$824/0x00007fc43a5b1250@6a2023fe is not serializable
	at org.apache.flink.client.program.PackagedProgram.callMainMethod(PackagedProgram.java:360)
	at org.apache.flink.client.program.PackagedProgram.invokeInteractiveModeForExecution(PackagedProgram.java:223)
	at org.apache.flink.client.ClientUtils.executeProgram(ClientUtils.java:105)
	at org.apache.flink.client.deployment.application.ApplicationDispatcherBootstrap.runApplicationEntryPoint(ApplicationDispatcherBootstrap.java:301)
Caused by: org.apache.flink.api.common.InvalidProgramException: Object io.weir.examples.broken.FailsAsAsked$$Lambda$824/0x00007fc43a5b1250@6a2023fe is not serializable
	at org.apache.flink.api.java.ClosureCleaner.ensureSerializable(ClosureCleaner.java:211)
	at org.apache.flink.streaming.api.environment.StreamExecutionEnvironment.clean(StreamExecutionEnvironment.java:2116)
	at org.apache.flink.streaming.api.datastream.DataStream.clean(DataStream.java:186)
	at org.apache.flink.streaming.api.datastream.DataStream.map(DataStream.java:426)
	at io.weir.examples.broken.FailsAsAsked.build(FailsAsAsked.java:77)
	at io.weir.examples.broken.FailsAsAsked.main(FailsAsAsked.java:39)
Caused by: java.io.NotSerializableException: java.lang.Object
	at java.base/java.io.ObjectOutputStream.writeObject0(ObjectOutputStream.java:1187)
	at java.base/java.io.ObjectOutputStream.writeArray(ObjectOutputStream.java:1381)
	at java.base/java.io.ObjectOutputStream.writeObject0(ObjectOutputStream.java:1177)
	at java.base/java.io.ObjectOutputStream.defaultWriteFields(ObjectOutputStream.java:1572)
`,
  ],
  ['no-main-class', 'configuration', `The jar's manifest (META-INF/MANIFEST.MF) has no Main-Class attribute.`],
  [
    'no-such-bucket',
    'connector-or-permission',
    `org.apache.flink.client.program.ProgramInvocationException: The main method caused an error: \`s3://no-such-bucket-of-weir/input': listStatus on s3://no-such-bucket-of-weir/input: com.amazonaws.services.s3.model.AmazonS3Exception: The specified bucket does not 
	at org.apache.flink.client.program.PackagedProgram.callMainMethod(PackagedProgram.java:360)
	at org.apache.flink.client.program.PackagedProgram.invokeInteractiveModeForExecution(PackagedProgram.java:223)
	at org.apache.flink.client.ClientUtils.executeProgram(ClientUtils.java:105)
	at org.apache.flink.client.deployment.application.ApplicationDispatcherBootstrap.runApplicationEntryPoint(ApplicationDispatcherBootstrap.java:301)
Caused by: org.apache.hadoop.fs.s3a.UnknownStoreException: \`s3://no-such-bucket-of-weir/input': listStatus on s3://no-such-bucket-of-weir/input: com.amazonaws.services.s3.model.AmazonS3Exception: The specified bucket does not exist (Service: Amazon S3; Status 
	at org.apache.hadoop.fs.s3a.S3AUtils.translateException(S3AUtils.java:263)
	at org.apache.hadoop.fs.s3a.Invoker.once(Invoker.java:119)
	at org.apache.hadoop.fs.s3a.S3AFileSystem.lambda$listStatus$21(S3AFileSystem.java:3263)
	at org.apache.hadoop.fs.statistics.impl.IOStatisticsBinding.lambda$trackDurationOfOperation$5(IOStatisticsBinding.java:499)
	at io.weir.examples.broken.FailsAsAsked.failInMain(FailsAsAsked.java:61)
	at io.weir.examples.broken.FailsAsAsked.main(FailsAsAsked.java:34)
Caused by: com.amazonaws.services.s3.model.AmazonS3Exception: The specified bucket does not exist (Service: Amazon S3; Status Code: 404; Error Code: NoSuchBucket; Request ID: 98FD416FE8EAC6B1; S3 Extended Request ID: null; Proxy: null), S3 Extended Request ID:
	at com.amazonaws.http.AmazonHttpClient$RequestExecutor.handleErrorResponse(AmazonHttpClient.java:1912)
	at com.amazonaws.http.AmazonHttpClient$RequestExecutor.handleServiceErrorResponse(AmazonHttpClient.java:1450)
	at com.amazonaws.http.AmazonHttpClient$RequestExecutor.executeOneRequest(AmazonHttpClient.java:1419)
	at com.amazonaws.http.AmazonHttpClient$RequestExecutor.executeHelper(AmazonHttpClient.java:1183)
`,
  ],
  [
    'access-denied',
    'connector-or-permission',
    `java.lang.SecurityException: Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied)
	at io.weir.examples.broken.Fails.fail(Fails.java:46)
	at io.weir.examples.broken.Fails.map(Fails.java:28)
	at io.weir.examples.broken.Fails.map(Fails.java:12)
	at org.apache.flink.streaming.api.operators.StreamMap.processElement(StreamMap.java:37)
`,
  ],
  [
    'direct-memory',
    'out-of-memory',
    `java.lang.OutOfMemoryError: Direct buffer memory. The direct out-of-memory error has occurred. This can mean two things: either job(s) require(s) a larger size of JVM direct memory or there is a direct memory leak. The direct memory can be allocated by user co
	at java.base/java.nio.Bits.reserveMemory(Bits.java:178)
	at java.base/java.nio.DirectByteBuffer.<init>(DirectByteBuffer.java:121)
	at java.base/java.nio.ByteBuffer.allocateDirect(ByteBuffer.java:332)
	at io.weir.examples.broken.Fails.fail(Fails.java:56)
	at io.weir.examples.broken.Fails.map(Fails.java:28)
	at io.weir.examples.broken.Fails.map(Fails.java:12)
`,
  ],
  ['metaspace', 'out-of-memory', `java.lang.OutOfMemoryError: Metaspace`],
  [
    'checkpoint-timeout',
    'checkpoint-or-storage',
    `org.apache.flink.runtime.checkpoint.CheckpointException: Checkpoint expired before completing.
	at org.apache.flink.runtime.checkpoint.CheckpointCoordinator$CheckpointCanceller.run(CheckpointCoordinator.java:2340)
	at org.apache.flink.util.MdcUtils.lambda$wrapRunnable$1(MdcUtils.java:70)
	at java.base/java.util.concurrent.Executors$RunnableAdapter.call(Executors.java:539)
	at java.base/java.util.concurrent.FutureTask.run(FutureTask.java:264)`,
  ],
  [
    'bad-configuration',
    'configuration',
    `org.apache.flink.client.program.ProgramInvocationException: The main method caused an error: Could not parse value 'perhaps' for key 'execution.buffer-timeout.interval'.
	at org.apache.flink.client.program.PackagedProgram.callMainMethod(PackagedProgram.java:360)
	at org.apache.flink.client.program.PackagedProgram.invokeInteractiveModeForExecution(PackagedProgram.java:223)
	at org.apache.flink.client.ClientUtils.executeProgram(ClientUtils.java:105)
	at org.apache.flink.client.deployment.application.ApplicationDispatcherBootstrap.runApplicationEntryPoint(ApplicationDispatcherBootstrap.java:301)
Caused by: java.lang.IllegalArgumentException: Could not parse value 'perhaps' for key 'execution.buffer-timeout.interval'.
	at org.apache.flink.configuration.Configuration.getOptional(Configuration.java:381)
	at org.apache.flink.configuration.Configuration.get(Configuration.java:349)
	at org.apache.flink.streaming.api.graph.StreamGraphGenerator.getBufferTimeout(StreamGraphGenerator.java:586)
	at org.apache.flink.streaming.api.graph.StreamGraphGenerator$ContextImpl.getDefaultBufferTimeout(StreamGraphGenerator.java:721)
	at io.weir.examples.broken.FailsAsAsked.main(FailsAsAsked.java:40)
Caused by: java.lang.NumberFormatException: text does not start with a number, and is not a valid ISO-8601 duration format: perhaps
	at org.apache.flink.util.TimeUtils.parseDuration(TimeUtils.java:91)
	at org.apache.flink.configuration.ConfigurationUtils.convertToDuration(ConfigurationUtils.java:500)
	at org.apache.flink.configuration.ConfigurationUtils.convertValue(ConfigurationUtils.java:387)
	at org.apache.flink.configuration.Configuration.lambda$getOptional$4(Configuration.java:375)
`,
  ],
  [
    'checkpoint-storage',
    'checkpoint-or-storage',
    `org.apache.flink.runtime.checkpoint.CheckpointException: An Exception occurred while triggering the checkpoint. IO-problem detected.
	at org.apache.flink.runtime.checkpoint.CheckpointCoordinator.getCheckpointException(CheckpointCoordinator.java:2354)
	at org.apache.flink.runtime.checkpoint.CheckpointCoordinator.onTriggerFailure(CheckpointCoordinator.java:1057)
	at org.apache.flink.runtime.checkpoint.CheckpointCoordinator.onTriggerFailure(CheckpointCoordinator.java:1035)
	at org.apache.flink.runtime.checkpoint.CheckpointCoordinator.lambda$startTriggeringCheckpoint$7(CheckpointCoordinator.java:761)
Caused by: java.nio.file.FileAlreadyExistsException: /var/lib/weir/data/state/applications/4a686481-1c7b-419b-97e9-bc78416ed54d/deployments/dd2312a1-1238-4206-9564-c4b05ef095cd/checkpoints/a045cb09cc573685d778f23ad0cc025b
	at org.apache.flink.core.fs.local.LocalFileSystem.mkdirsInternal(LocalFileSystem.java:242)
	at org.apache.flink.core.fs.local.LocalFileSystem.mkdirsInternal(LocalFileSystem.java:245)
	at org.apache.flink.core.fs.local.LocalFileSystem.mkdirs(LocalFileSystem.java:231)
	at org.apache.flink.runtime.state.filesystem.FsCheckpointStorageAccess.initializeLocationForCheckpoint(FsCheckpointStorageAccess.java:167)`,
  ],
]
