import type { ApplicationMaintenanceConfigurationDescription, ApplicationStatus } from '@weir/service-model'
import { refusals } from '../lifecycle.ts'

/** Default start (UTC) of the maintenance window by region, as AWS publishes it; regions without an entry get 03:00. */
const starts: Readonly<Record<string, string>> = {
  'us-east-1': '03:00',
  'us-east-2': '03:00',
  'ca-central-1': '03:00',
  'us-gov-east-1': '03:00',
  'us-west-1': '06:00',
  'us-west-2': '06:00',
  'eu-central-1': '06:00',
  'us-gov-west-1': '06:00',
  'ap-southeast-2': '12:00',
  'ap-east-1': '13:00',
  'ap-northeast-1': '13:00',
  'ap-northeast-2': '13:00',
  'cn-north-1': '13:00',
  'cn-northwest-1': '13:00',
  'me-south-1': '13:00',
  'ap-southeast-1': '14:00',
  'ap-southeast-3': '15:00',
  'ap-south-1': '16:30',
  'ap-south-2': '16:30',
  'me-central-1': '18:00',
  'sa-east-1': '19:00',
  'eu-central-2': '20:00',
  'af-south-1': '20:00',
  'il-central-1': '20:00',
  'eu-south-1': '21:00',
  'eu-south-2': '21:00',
  'eu-west-1': '22:00',
  'eu-west-2': '22:00',
  'eu-west-3': '23:00',
  'eu-north-1': '23:00',
}

/** AWS's window of a region, which an application has until its owner chooses another. */
export const defaultMaintenanceWindowStart = (region: string): string => starts[region] ?? '03:00'

/** The window is eight hours long and may pass midnight. HH:MM in, HH:MM out. */
export const maintenanceWindowEnd = (start: string): string => {
  const [hours = '0', minutes = '00'] = start.split(':')
  return `${String((Number(hours) + 8) % 24).padStart(2, '0')}:${minutes}`
}

/** The window as AWS describes it: eight hours from its start, UTC. */
export const describeMaintenanceWindow = (start: string): ApplicationMaintenanceConfigurationDescription => ({
  ApplicationMaintenanceWindowStartTime: start,
  ApplicationMaintenanceWindowEndTime: maintenanceWindowEnd(start),
})

/** The model names the two statuses in which the window can be moved. */
export const requireMovableWindow = (application: {
  readonly name: string
  readonly status: ApplicationStatus
}): void => {
  if (application.status !== 'READY' && application.status !== 'RUNNING') throw refusals.update(application)
}
