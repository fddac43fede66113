/**
 * Kinesis processing units of a job: 1 KPU = 1 vCPU and 4 GB. AWS bills one more for orchestration; this is what the job itself
 * is given.
 */
export const allocatedKpus = (parallelism: number, parallelismPerKpu: number): number =>
  Math.ceil(parallelism / parallelismPerKpu)
