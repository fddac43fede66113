/** Name of the snapshot that a graceful stop takes (AWS's form). */
export const stopSnapshotName = (applicationName: string, now: Date): string =>
  `STOP-${applicationName}-${String(now.getTime())}`

/** Name of the snapshot that an update of a running application takes (AWS's form). */
export const updateSnapshotName = (applicationName: string, now: Date): string =>
  `UPDATEAPPLICATION-${applicationName}-${String(now.getTime())}`
