// errors.ts: one class per exception of the model.

function exceptionClass(name, { members, fault }) {
  const status = fault ? 500 : 400
  const details = Object.keys(members).filter((member) => member.toLowerCase() !== 'message')
  if (details.length === 0) {
    return `export class ${name} extends ServiceError {
  constructor(message: string) {
    super({ name: '${name}', statusCode: ${status}, message });
  }
}`
  }
  const type = `{ ${details.map((member) => `${member}?: unknown[] | undefined`).join('; ')} }`
  return `export class ${name} extends ServiceError {
  constructor(message: string, details: ${type} = {}) {
    super({ name: '${name}', statusCode: ${status}, message, details });
  }
}`
}

/** Source of `errors.ts`. */
export function generateErrors({ shapes }) {
  const classes = Object.entries(shapes)
    .filter(([, shape]) => shape.exception)
    .map(([name, shape]) => exceptionClass(name, shape))
  return `import { ServiceError } from '../service-error.ts';\n\n${classes.join('\n\n')}`
}
