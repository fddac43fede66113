import { EngineError } from '@weir/domain'
import { readPlainFile } from '../logs/read-plain-file.ts'

/** Which operators have a parallelism of the program's own, by the ids of vertices, as io.weir.runtime.FixedParallelism has noted it. */
export interface OperatorParallelism {
  readonly known: ReadonlySet<string>
  readonly fixed: ReadonlySet<string>
  /** Those that another kind of operator hands its records to one to one. */
  readonly tied: readonly number[]
}

const line = /^([0-9a-f]{32}) (\d+) (fixed|free|tied)$/

/** Throws `rejected` where it is not there or not of its form: the program may have written it itself. */
export async function readOperatorParallelism(file: string): Promise<OperatorParallelism> {
  const read = ((await readPlainFile(file)) ?? '')
    .split('\n')
    .filter(Boolean)
    .map((each) => line.exec(each))
  const operators = read.flatMap((found) => {
    const [, id = '', parallelism = '', kind = ''] = found ?? []
    return found === null ? [] : [{ id, parallelism: Number(parallelism), kind }]
  })
  if (operators.length === 0 || operators.length < read.length) throw unknown()
  return {
    known: new Set(operators.map(({ id }) => id)),
    fixed: new Set(operators.filter(({ kind }) => kind === 'fixed').map(({ id }) => id)),
    tied: operators.filter(({ kind }) => kind === 'tied').map(({ parallelism }) => parallelism),
  }
}

/** Throws `rejected` when the vertices of a job cannot get another parallelism than `from` without those that are the program's. */
export function requireSeparable(
  { known, tied }: OperatorParallelism,
  vertices: readonly string[],
  from: number,
): void {
  if (tied.includes(from)) {
    throw new EngineError(
      'rejected',
      `The program itself gives an operator the parallelism ${from}, and it is bound one to one to others.`,
    )
  }
  if (vertices.some((id) => !known.has(id))) throw unknown()
}

const unknown = (): EngineError =>
  new EngineError('rejected', 'It is not known which parallelism the program gives its operators.')
