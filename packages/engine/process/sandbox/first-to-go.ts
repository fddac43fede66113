/**
 * A machine that runs out of memory loses applications, not its Postgres or the worker: the kernel ends the process with the
 * highest score. Children inherit it. Where it cannot be set (no /proc) the program runs all the same.
 */
export const firstToGo = (command: readonly string[]): readonly string[] => [
  '/bin/sh',
  '-c',
  'echo 500 2>/dev/null > /proc/self/oom_score_adj; exec "$@"',
  'weir-first-to-go',
  ...command,
]
