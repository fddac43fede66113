import { jobManagerMemory, taskManagerMemory } from './memory.ts'

it.each([512, 700, 1_024, 4_096, 16_384])('divides a TaskManager of %d MB without a rest', (total) => {
  const { total: whole, ...parts } = taskManagerMemory(total)
  expect(whole).toBe(total)
  expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBe(total)
  expect(Math.min(...Object.values(parts))).toBeGreaterThan(0)
})

it('does not go below what Flink needs to start', () => {
  expect(taskManagerMemory(64).total).toBe(512)
  expect(jobManagerMemory(64).heap).toBeGreaterThan(100)
})
