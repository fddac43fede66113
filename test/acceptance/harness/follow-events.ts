export interface ToldEvent {
  readonly kind: string
  readonly message: string
  readonly detail?: { readonly phase?: string; readonly state?: string } | undefined
}

/** Listens to an application's stream of events until one says `last`; resolves with all that came, in order. */
export async function followEvents({
  endpoint,
  token,
  name,
  last,
}: {
  endpoint: string
  token: string
  name: string
  last: string
}): Promise<readonly ToldEvent[]> {
  const leave = new AbortController()
  try {
    const answer = await fetch(`${endpoint}/v1/applications/${name}/events?follow=true&after=0`, {
      headers: { authorization: `Bearer ${token}` },
      signal: leave.signal,
    })
    if (answer.body === null || !answer.ok) throw new Error(`the stream of events answered ${String(answer.status)}`)
    const decoder = new TextDecoder()
    let text = ''
    for await (const chunk of answer.body) {
      text += decoder.decode(chunk as Uint8Array, { stream: true })
      const events = text.split('\n').flatMap((line) => (line.startsWith('data: ') ? read(line.slice(6)) : []))
      if (events.some(({ message }) => message === last))
        return events.filter(({ message }) => !/created$/.test(message))
    }
    throw new Error('the stream of events ended')
  } finally {
    leave.abort()
  }
}

/** Nothing of a line that has not come whole. */
function read(line: string): readonly ToldEvent[] {
  try {
    return [JSON.parse(line) as ToldEvent]
  } catch {
    return []
  }
}
