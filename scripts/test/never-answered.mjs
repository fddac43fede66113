// Errors that the model declares for an operation and Weir never answers, each with its reason. `*` is for all operations.

const noVersion =
  'the request carries no version; of two at the same time one waits and is answered for what it then finds'
const waits = 'changes of one application wait for each other, none is refused for another'
const byStatus = 'whether it may be done depends on the status alone, and that is ResourceInUseException'

const everywhere = 'AWS answers it in Regions that do not have enhanced snapshots; every Region here has them'
const ofSnapshots = {
  ConcurrentModificationException:
    'changes of one snapshot wait for each other; another creation time is InvalidArgumentException',
  UnsupportedOperationException: everywhere,
}

/** @type {Record<string, Record<string, string>>} */
export const neverAnswered = {
  '*': {
    InvalidRequestException: 'AWS does not say when; mistakes in a request are InvalidArgumentException',
  },
  CreateApplication: {
    ConcurrentModificationException: "AWS's tags outlive their application for a while; here they go with it",
  },
  CreateApplicationSnapshot: {
    InvalidApplicationConfigurationException:
      'a snapshot asked for in downtime waits a minute for the job, then it is FAILED',
  },
  DeleteApplication: { InvalidApplicationConfigurationException: byStatus },
  DeleteApplicationSnapshot: {
    ConcurrentModificationException: 'another creation time is InvalidArgumentException, as AWS was seen to answer',
  },
  ListTagsForResource: { ConcurrentModificationException: 'reading changes nothing' },
  StopApplication: { ConcurrentModificationException: noVersion },
  TagResource: { ConcurrentModificationException: waits },
  UntagResource: {
    ConcurrentModificationException: waits,
    TooManyTagsException: 'a request with more keys than a resource can have breaks a constraint of the model',
  },
  UpdateApplication: {
    LimitExceededException:
      'too much parallelism is InvalidArgumentException, because SDKs take this class for throttling',
  },
  UpdateApplicationMaintenanceConfiguration: { ConcurrentModificationException: waits },
  DeleteSnapshot: ofSnapshots,
  DescribeSnapshot: ofSnapshots,
  DescribeSnapshotOperation: ofSnapshots,
  ExportSnapshot: ofSnapshots,
  ImportSnapshot: ofSnapshots,
  ListSnapshotOperations: ofSnapshots,
  ListSnapshots: ofSnapshots,
  CreateSnapshot: { ConcurrentModificationException: ofSnapshots.ConcurrentModificationException },
}
