/** What a resource's ARN stands for in this installation, as the job reads it. Credentials are in its environment. */
export type SqlBinding =
  | {
      readonly kind: 'kinesis'
      readonly streamArn: string
      readonly streamName: string
      readonly region: string
      /** Absent = AWS's own. */
      readonly endpoint?: string | undefined
    }
  | {
      readonly kind: 'firehose'
      readonly deliveryStreamName: string
      readonly region: string
      readonly endpoint?: string | undefined
    }
  | {
      readonly kind: 'kafka'
      readonly bootstrapServers: string
      readonly topic: string
      /** Given to the Kafka client as they are. */
      readonly properties: Readonly<Record<string, string>>
    }
  /** Files below a directory, each line a record. */
  | { readonly kind: 'files'; readonly uri: string }
  | {
      readonly kind: 'lambda'
      readonly functionArn: string
      readonly region: string
      readonly endpoint?: string | undefined
    }
  /** Is POSTed the event that AWS would give the function, and answers as the function would. */
  | { readonly kind: 'http'; readonly url: string }

/**
 * What an operator has bound an ARN, or all ARNs that begin alike, to. `{name}` in a topic, a URI or a URL becomes the name of the stream or
 * function.
 */
export type SqlBindingTarget =
  | { readonly kind: 'kinesis' | 'firehose' | 'lambda'; readonly endpoint?: string | undefined }
  | {
      readonly kind: 'kafka'
      readonly bootstrapServers: string
      readonly topic: string
      readonly properties: Readonly<Record<string, string>>
    }
  | { readonly kind: 'files'; readonly uri: string }
  | { readonly kind: 'http'; readonly url: string }

/** ARN, or a prefix of ARNs with `*` at its end, -> what it is bound to. */
export type SqlBindings = Readonly<Record<string, SqlBindingTarget>>
