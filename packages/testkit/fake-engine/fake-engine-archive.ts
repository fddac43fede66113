import { type StateArchive, StateMissingError, type StatePoint } from '@weir/domain'

export interface FakeArchive extends StateArchive {
  /** What a cluster wrote. */
  add(point: StatePoint): void
  /** The files of a point are no longer what Flink wrote. */
  damage(location: string): void
  /** Flink 1 has written values of these types with Kryo, into whatever there is. */
  kryoTypes: readonly string[]
  /** Every point there is, oldest first. */
  readonly points: readonly StatePoint[]
}

const bytesOfPoint = 1_000

/** The state root in memory: the fake engine writes into it what Flink would have written. */
export function createFakeArchive(): FakeArchive {
  let points: StatePoint[] = []
  const damaged = new Set<string>()
  const below = (uri: string) => (point: StatePoint) => point.location === uri || point.location.startsWith(`${uri}/`)
  return {
    kryoTypes: [],
    async kryoTypesOfFlink1() {
      return this.kryoTypes
    },
    add: (point) => {
      points = [...points.filter(({ location }) => location !== point.location), point]
    },
    get points() {
      return points
    },
    completed: async (uri) =>
      points.filter(below(uri)).sort((a, b) => b.completedAt.getTime() - a.completedAt.getTime()),
    fault: async (location) => {
      if (!points.some((point) => point.location === location)) return 'its _metadata is gone'
      return damaged.has(location) ? "its _metadata is not one of Flink's" : undefined
    },
    damage: (location) => void damaged.add(location),
    exists: async (location) => points.some((point) => point.location === location),
    remove: async (uri) => {
      points = points.filter((point) => !below(uri)(point))
    },
    copy: async (from, to) => {
      const point = points.find(({ location }) => location === from)
      if (point === undefined) throw new StateMissingError(`${from} is no savepoint`)
      points = [...points.filter(({ location }) => location !== to), { ...point, location: to }]
      return bytesOfPoint
    },
    size: async (uri) => points.filter(below(uri)).length * bytesOfPoint,
    removePoint: async (location) => {
      points = points.filter((point) => !below(location)(point))
    },
    ping: async () => {},
  }
}
