/** One call as it is kept: the few members it is looked up by, and the whole of it as CloudTrail writes it. */
export interface AuditRecord {
  /** CloudTrail's eventID, a UUID. */
  readonly id: string
  /** Whose record it is; nobody of another account ever reads it. */
  readonly accountId: string
  readonly region: string
  readonly at: Date
  readonly eventName: string
  readonly userName: string
  readonly readOnly: boolean
  /** Names and ARNs of what the call was about. */
  readonly resources: readonly string[]
  /** The management event, as JSON text: never changed once it is written. */
  readonly event: string
}

/** What to look for; all that is given must hold. */
export interface AuditQuery {
  readonly accountId: string
  /** Inclusive. */
  readonly from?: Date | undefined
  /** Inclusive. */
  readonly to?: Date | undefined
  readonly eventName?: string | undefined
  readonly userName?: string | undefined
  readonly resource?: string | undefined
  readonly readOnly?: boolean | undefined
  /** Time and id of the last record of the page before. */
  readonly after?: { readonly at: Date; readonly id: string } | undefined
  readonly limit: number
}

/** Records that go into one file. Once cut, a file always has the same records and the same name. */
export interface AuditFile {
  readonly id: string
  readonly accountId: string
  readonly region: string
  readonly cutAt: Date
}

/** Where audit records are kept until their time is over, and which of them still have to be delivered. */
export interface AuditRepository {
  /** All or none; records that are there already are left as they are, so a batch may be sent again. */
  append(records: readonly AuditRecord[]): Promise<void>
  /** Newest first (time, then id). */
  find(query: AuditQuery): Promise<readonly AuditRecord[]>
  /**
   * Puts records that are in no file into new files, one an account and region, each with at most `limit` of them, oldest first.
   * `newId` makes their ids. Two workers that cut at once never take the same record.
   */
  cutFiles(cut: { readonly now: Date; readonly limit: number; readonly newId: () => string }): Promise<void>
  /** Files that are cut and not delivered, oldest first. */
  openFiles(limit: number): Promise<readonly AuditFile[]>
  /** Oldest first. */
  recordsOf(fileId: string): Promise<readonly AuditRecord[]>
  /** Notes that the file is where it belongs; repeating it changes nothing. */
  delivered(fileId: string): Promise<void>
  /** Removes up to `limit` records older than that (with `onlyDelivered`, none that waits for its file) and tells how many. */
  forget(older: { readonly than: Date; readonly limit: number; readonly onlyDelivered: boolean }): Promise<number>
}

/** Takes records of calls that are over. */
export interface AuditLog {
  /** Resolves when the record is durable, or when it is as safe as waiting can make it; it never rejects. */
  record(record: AuditRecord, how: { readonly durable: boolean }): Promise<void>
}

/** A place for files of records; S3. */
export interface AuditArchive {
  /** Stores a file; putting the same name again replaces it by the same. */
  put(name: string, bytes: Uint8Array): Promise<void>
}
