// The actions on REST, from the table that the routes themselves are made of (apps/api/rest/routes.ts) and the model.
import { childrenOf, closureOf } from './load-model.mjs'
import { schemaOf } from './json-schema.mjs'
import { loadSource } from './load-source.mjs'
import { problem, schema } from './openapi-words.mjs'
import { summaries } from './summaries.mjs'

/** Errors that any route may answer, whatever the action is. */
const always = [
  'AccessDeniedException',
  'ExpiredTokenException',
  'IncompleteSignatureException',
  'InternalFailure',
  'InvalidArgumentException',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'RequestEntityTooLargeException',
  'SerializationException',
  'ThrottlingException',
  'UnrecognizedClientException',
  'UnsupportedOperationException',
]

const versionMembers = ['CurrentApplicationVersionId', 'ConditionalToken']

/** Paths and schemas of all actions below /v1. */
export async function generateRestPart(model) {
  const { restRoutes } = await loadSource('apps/api/rest/routes.ts')
  const { problemTable } = await loadSource('apps/api/rest/answer/problem-table.ts')
  const { parameterName, pathMembers } = await loadSource('apps/api/rest/request/parameter-name.ts')
  const names = restNames(model)
  const paths = {}
  for (const route of restRoutes) {
    const path = route.path.replace(/\{(\w+)\}/g, (_, member) => `{${parameterName(member)}}`)
    paths[path] ??= {}
    paths[path][route.method.toLowerCase()] = operation({
      route,
      model,
      names,
      problemTable,
      parameterName,
      pathMembers,
    })
  }
  return {
    paths,
    tags: [{ name: 'rest', description: 'The same actions as resources and verbs' }],
    schemas: { ...names.schemas(restRoutes), Problem: problemSchema(Object.keys(problemTable)) },
  }
}

function operation(given) {
  const { route, model } = given
  const { action } = route
  return {
    operationId: action.charAt(0).toLowerCase() + action.slice(1),
    tags: ['rest'],
    summary: summaries[action],
    parameters: parametersOf(given),
    requestBody: requestBodyOf(given),
    responses: { ...successesOf(given), ...problemsOf(given, model.operations[action].errors ?? []) },
  }
}

function parametersOf({ route, model, names, parameterName, pathMembers }) {
  const { members, required = [] } = model.shapes[model.operations[route.action].input.shape]
  const inPath = pathMembers(route.path).map((member) => ({
    name: parameterName(member),
    in: 'path',
    required: true,
    schema: schema(names.input(members[member].shape)),
  }))
  const inQuery = (route.query ?? []).map((member) => ({
    name: parameterName(member),
    in: 'query',
    required: required.includes(member) && route.lookedUp === undefined && !versionMembers.includes(member),
    description: route.lookedUp === undefined ? undefined : 'Looked up when it is not given.',
    schema: schema(names.input(members[member].shape)),
    style: 'form',
    explode: true,
  }))
  const wait = route.wait && [
    {
      name: 'wait',
      in: 'query',
      description: 'Answer once this status is reached.',
      schema: { type: 'string', enum: route.wait.statuses },
    },
    {
      name: 'timeout',
      in: 'query',
      description: 'With `wait`: after so many seconds answer 202 instead.',
      schema: { type: 'integer', minimum: 1, maximum: 900, default: 120 },
    },
  ]
  const ifMatch = route.version && {
    name: 'If-Match',
    in: 'header',
    description:
      route.version === 'demanded'
        ? 'The ETag of the application, or * for whichever version it has. Without it the version must be among the members.'
        : 'The ETag of the application: nothing is done when it has another version.',
    schema: { type: 'string' },
  }
  const ifNoneMatch = route.method === 'GET' &&
    route.tagged && {
      name: 'If-None-Match',
      in: 'header',
      description: 'An ETag that is known.',
      schema: { type: 'string' },
    }
  const region = {
    name: 'X-Weir-Region',
    in: 'header',
    description: 'With an API token: the region, if it is not the home region. `?region=` says the same.',
    schema: { type: 'string' },
  }
  return [...inPath, ...inQuery, ...(wait ?? []), ifMatch, ifNoneMatch, region].filter(Boolean)
}

function requestBodyOf({ route, model, names, pathMembers }) {
  if (route.method === 'GET' || route.method === 'DELETE') return undefined
  const { members, required = [] } = model.shapes[model.operations[route.action].input.shape]
  const elsewhere = new Set([...pathMembers(route.path), ...(route.query ?? [])])
  const inBody = Object.keys(members).filter((member) => !elsewhere.has(member))
  if (inBody.length === 0) return undefined
  const demanded = required.filter((member) => inBody.includes(member) && !versionMembers.includes(member))
  const properties = Object.fromEntries(inBody.map((member) => [member, schema(names.input(members[member].shape))]))
  const body = { type: 'object', required: demanded.length > 0 ? demanded : undefined, properties }
  return { required: demanded.length > 0, content: { 'application/json': { schema: body } } }
}

function successesOf({ route, model, names }) {
  const output = (action) => ({
    'application/json': { schema: schema(names.output(model.operations[action].output.shape)) },
  })
  const etag = { ETag: { description: 'The version of the application.', schema: { type: 'string' } } }
  const answers = {
    [route.status]: {
      description: route.status === 202 ? 'Begun; Location says where to look.' : 'Done, or begun.',
      headers: route.tagged && etag,
      content: route.status === 204 ? undefined : output(route.action),
    },
  }
  if (route.wait) {
    const arrived = { application: 'UpdateApplication', applicationSnapshot: 'DescribeApplicationSnapshot' }
    const content = output(arrived[route.wait.on] ?? 'DescribeSnapshot')
    answers[200] ??= { description: 'What was waited for has come.', content }
    answers[202] ??= {
      description: 'Begun, and not ready in time; Location says where to look.',
      content: output(route.action),
    }
  }
  if (route.method === 'GET' && route.tagged) answers[304] = { description: 'It is what If-None-Match names.' }
  return answers
}

/** One answer for each status, naming the errors that have it. */
function problemsOf({ route, problemTable, pathMembers }, modelled) {
  const errors = new Set([...always, ...modelled.map((error) => error.shape)])
  if (pathMembers(route.path).length > 0 || route.method === 'POST') errors.add('ResourceNotFoundException')
  const byStatus = {}
  const add = (status, error) => (byStatus[status] ??= new Set()).add(error)
  for (const error of errors) add(problemTable[error].status, error)
  if (route.version) add(412, 'ConcurrentModificationException')
  if (route.version === 'demanded') add(428, 'InvalidArgumentException')
  if (route.wait) for (const status of [409, 422]) add(status, 'OperationFailed')
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, names]) => [status, problem(`${[...names].sort().join(', ')}.`)]),
  )
}

function problemSchema(errors) {
  return {
    type: 'object',
    description: 'RFC 9457; some errors have further members.',
    required: ['type', 'title', 'status', 'detail', 'instance', 'requestId', 'error'],
    properties: {
      type: { type: 'string', format: 'uri-reference', description: '/problems/ and the name of the error.' },
      title: { type: 'string' },
      status: { type: 'integer' },
      detail: { type: 'string' },
      instance: { type: 'string', format: 'uri-reference' },
      requestId: { type: 'string' },
      error: { type: 'string', description: 'The name of the error on AWS.', enum: [...errors].sort() },
    },
  }
}

/**
 * Schemas that differ from AWS's face: times are ISO 8601, and an answer may have empty lists where a request may not (the model
 * binds only requests). Whatever contains such a shape has a schema of its own, too.
 */
function restNames(model) {
  const known = new Map()
  const differs = (name) => {
    if (!known.has(name)) {
      const shape = model.shapes[name]
      const itself = shape.type === 'timestamp' || ((shape.type === 'list' || shape.type === 'map') && shape.min > 0)
      known.set(name, itself || childrenOf(shape).some(differs))
    }
    return known.get(name)
  }
  const output = (name) => (differs(name) ? `${name}.Rest` : name)
  const input = (name) => (model.shapes[name].type === 'timestamp' ? output(name) : name)
  const ref = (name) => schema(output(name)).$ref
  const restSchema = (shape) =>
    shape.type === 'timestamp'
      ? { type: 'string', format: 'date-time' }
      : { ...schemaOf(shape, ref), minItems: undefined, minProperties: undefined }
  const schemas = (routes) => {
    const needed = closureOf(
      model,
      routes.map(({ action }) => model.operations[action].output.shape),
    ).filter(differs)
    return Object.fromEntries(needed.map((name) => [output(name), restSchema(model.shapes[name])]))
  }
  return { input, output, schemas }
}
