import type { Application } from '../load/applications.ts'

/** Of a job that was stopped: each number once (or more often, when it was rewound), none missing, and the state that the numbers demand. */
export async function outputFaults(
  { name, proof }: Application,
  { rewound = false } = {},
): Promise<{ faults: string[]; records: number }> {
  const { records, holes, duplicates, wrongState } = await proof()
  const sound = holes === 0 && (rewound || duplicates === 0) && wrongState === 0 && records > 0
  return {
    records,
    faults: sound
      ? []
      : [`output of ${name}: ${records} records, ${holes} holes, ${duplicates} twice, ${wrongState} of wrong state`],
  }
}
