import { setTimeout as pause } from 'node:timers/promises'
import { expectedResults } from './flights.mjs'

/** Sends the parts of the data set to S3, one after the other, and knows what the application must have made of what was sent. */
export function createProducer({ files, prefix, parts }) {
  let sent = 0
  let feeding = Promise.resolve()
  let stopped = true

  const send = async (count) => {
    for (const part of parts.slice(sent, sent + count)) {
      await files.put(`${prefix}${part.name}`, part.body)
      sent += 1
    }
  }
  const flights = () => parts.slice(0, sent).flatMap((part) => part.flights)

  return {
    send,
    /** Sends a part every so often until paused, or until there is none left. */
    feed: (intervalMs) => {
      stopped = false
      feeding = (async () => {
        while (!stopped && sent < parts.length) {
          await send(1)
          await pause(intervalMs)
        }
      })()
      // Seen by whoever waits for the pause; not a crash before that.
      feeding.catch(() => undefined)
    },
    /** Resolves when nothing more is sent. */
    pause: async () => {
      stopped = true
      await feeding
    },
    /** Resolves when everything has been sent. */
    drained: () => feeding,
    sentFlights: () => flights().length,
    expected: () => expectedResults(flights()),
  }
}
