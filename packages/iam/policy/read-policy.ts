import { MalformedPolicyError, type PolicyDocument } from './policy-document.ts'
import { members, requireKnown } from './policy-json.ts'
import { readStatement } from './read-statement.ts'

/** AWS counts a managed policy's characters without white space. */
const largest = 6144
/** White space between elements is gone when a policy has been read; inside of them it is work with every request. */
const largestWithSpaces = 2 * largest

/** Reads a policy's JSON text. Throws MalformedPolicyError, which names the element that is wrong. */
export const readPolicy = (text: string): PolicyDocument => {
  const size = text.replace(/\s/g, '').length
  if (size > largest)
    throw new MalformedPolicyError('The policy', `has ${size} characters; at most ${largest} are allowed.`)
  const document = members(parse(text), 'The policy')
  if (JSON.stringify(document).length > largestWithSpaces)
    throw new MalformedPolicyError('The policy', 'has too much white space inside of its elements.')
  requireKnown(document, ['Version', 'Id', 'Statement'], '')
  const version = document.Version ?? '2008-10-17'
  if (version !== '2012-10-17' && version !== '2008-10-17') {
    throw new MalformedPolicyError('Version', 'must be "2012-10-17" or "2008-10-17".')
  }
  if (document.Id !== undefined && typeof document.Id !== 'string') {
    throw new MalformedPolicyError('Id', 'must be a string.')
  }
  if (document.Statement === undefined) throw new MalformedPolicyError('Statement', 'is required.')
  const list = Array.isArray(document.Statement) ? (document.Statement as unknown[]) : [document.Statement]
  if (list.length === 0) throw new MalformedPolicyError('Statement', 'must have at least one statement.')
  const statements = list.map((each, index) => readStatement(each, `Statement[${index}]`))
  const sids = statements.map(({ sid }) => sid).filter((sid) => sid !== undefined && sid !== '')
  const twice = sids.find((sid, index) => sids.indexOf(sid) < index)
  if (twice !== undefined) throw new MalformedPolicyError('Statement', `has the Sid "${twice}" more than once.`)
  return { version, statements }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new MalformedPolicyError('The policy', `is not JSON: ${error instanceof Error ? error.message : ''}`)
  }
}
