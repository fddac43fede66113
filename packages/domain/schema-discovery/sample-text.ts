/**
 * Sampled bytes as text: the only encoding that DiscoverInputSchema knows is UTF-8, so other bytes are no text and undefined. A character
 * that the end of an incomplete sample cuts through is left out, and a byte order mark is none of the text.
 */
export function sampleText(bytes: Uint8Array, { complete }: { complete: boolean }): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !complete })
  } catch {
    return undefined
  }
}
