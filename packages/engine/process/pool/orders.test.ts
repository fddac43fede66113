import { orders, standbyCommand } from './orders.ts'

const command = [
  '/usr/bin/java',
  '-Xmx100m',
  '-Dweir.program.main=org.example.Main',
  '-Dweir.settings.file=/clusters/pool-1/conf/settings',
  '-Dweir.deployment=pool-1',
  '-Dfile.list=a=b',
  ...['-cp', '/lib/a.jar:/lib/b.jar', 'io.weir.runtime.Launcher', 'org.example.Entry', '--configDir', '/conf'],
  '-Dtaskmanager.resource-id=taskmanager-0-1',
]

describe('orders', () => {
  it('say what the command line and the environment of a process of its own would say', () => {
    expect(orders(command, { AWS_REGION: 'eu-west-1', AWS_SECRET_ACCESS_KEY: 'a=b:c' }).trim().split('\n')).toEqual([
      'property.weir.program.main=org.example.Main',
      'property.weir.settings.file=/clusters/pool-1/conf/settings',
      'property.file.list=a\\=b',
      'environment.AWS_REGION=eu-west-1',
      'environment.AWS_SECRET_ACCESS_KEY=a\\=b\\:c',
      'argument.0=org.example.Entry',
      'argument.1=--configDir',
      'argument.2=/conf',
      'argument.3=-Dtaskmanager.resource-id\\=taskmanager-0-1',
    ])
  })
})

describe('the command of a process that waits for orders', () => {
  it('is that of the exercise, told where they come from', () => {
    const waits = standbyCommand(command, { 'weir.standby.orders': '/orders' })
    expect(waits.slice(waits.indexOf('-cp') - 1, waits.indexOf('-cp'))).toEqual(['-Dweir.standby.orders=/orders'])
    expect(waits.filter((word) => !word.startsWith('-Dweir.standby'))).toEqual(command)
  })
})
