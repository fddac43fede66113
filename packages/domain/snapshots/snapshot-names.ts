const systemPrefix = 'SYSTEMSNAPSHOT'

/** Names that users cannot give (AWS reserves them). */
export const isSystemSnapshotName = (name: string): boolean => name.startsWith(systemPrefix)

/** Name of an enhanced snapshot that a stop or an update takes; at most 100 characters, `unique` keeps cut names apart. */
export const systemSnapshotName = (applicationName: string, now: Date, unique: string): string =>
  `${systemPrefix}-${applicationName.slice(0, 60)}-${String(now.getTime())}-${unique}`

/** Name of an application's end of an enhanced snapshot: the colon keeps it apart from what users can give. */
export const carrierName = (enhancedId: string): string => `enhanced:${enhancedId}`

/** Name of the snapshot that a graceful stop takes (AWS's form). */
export const stopSnapshotName = (applicationName: string, now: Date): string =>
  `STOP-${applicationName}-${String(now.getTime())}`

/** Name of the snapshot that maintenance takes of a running application, in the form of an update's. */
export const maintenanceSnapshotName = (applicationName: string, now: Date): string =>
  `APPLICATIONMAINTENANCE-${applicationName}-${String(now.getTime())}`

/** Name of the snapshot that an update of a running application takes (AWS's form). */
export const updateSnapshotName = (applicationName: string, now: Date): string =>
  `UPDATEAPPLICATION-${applicationName}-${String(now.getTime())}`
