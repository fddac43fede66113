// openapi.yaml: both faces of the API. AWS's has one path for all actions, which OpenAPI cannot say; as is the custom, each
// action gets a path of its own by a fragment that names its X-Amz-Target, and that no HTTP client ever sends.
import { stringify } from 'yaml'
import { schemaOf } from './json-schema.mjs'
import { closureOf } from './load-model.mjs'
import { openApiParts } from './openapi-parts.mjs'
import { summaries } from './summaries.mjs'

const mediaType = 'application/x-amz-json-1.1'
const ref = (name) => `#/components/schemas/${name}`

/** Errors that any action may answer before it is one: authentication and the reading of the request. */
const frameworkErrors = [
  'AccessDeniedException',
  'ExpiredTokenException',
  'IncompleteSignatureException',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'SerializationException',
  'ThrottlingException',
  'UnrecognizedClientException',
]

const json = (schema) => ({ content: { [mediaType]: { schema } } })

function actionPath(model, name) {
  const { input, output, errors = [] } = model.operations[name]
  if (!summaries[name]) throw new Error(`scripts/generate/summaries.mjs says nothing about ${name}`)
  const target = `${model.metadata.targetPrefix}.${name}`
  const isFault = (error) => model.shapes[error].fault === true
  const names = errors.map((error) => error.shape)
  const badRequest = [...names.filter((error) => !isFault(error)), 'UnsupportedOperationException', ...frameworkErrors]
  const post = {
    operationId: name,
    tags: ['actions'],
    security: [{ sigv4: [] }],
    summary: summaries[name],
    parameters: [{ name: 'X-Amz-Target', in: 'header', required: true, schema: { type: 'string', const: target } }],
    requestBody: { required: true, ...json({ $ref: ref(input.shape) }) },
    responses: {
      200: { description: 'Done, or begun.', ...json({ $ref: ref(output.shape) }) },
      400: {
        description: 'The request cannot be granted as it is; `__type` names the reason.',
        ...json({ anyOf: [...new Set(badRequest)].map((error) => ({ $ref: ref(error) })) }),
      },
      413: { description: 'The body is larger than 70 MiB.', ...json({ $ref: ref('RequestEntityTooLargeException') }) },
      500: {
        description: 'The fault is not the request.',
        ...json({ anyOf: [...names.filter(isFault), 'InternalFailure'].map((error) => ({ $ref: ref(error) })) }),
      },
    },
  }
  return [`/#X-Amz-Target=${target}`, { post }]
}

function errorSchema(name, details = {}) {
  const text = { type: 'string' }
  return [
    name,
    {
      type: 'object',
      required: ['__type', 'message'],
      properties: { __type: { type: 'string', const: name }, message: text, Message: text, ...details },
    },
  ]
}

function modelErrors({ shapes }) {
  const exceptions = Object.entries(shapes).filter(([, shape]) => shape.exception)
  return exceptions.map(([name, { members }]) => {
    const details = Object.entries(members).filter(([member]) => member.toLowerCase() !== 'message')
    return errorSchema(name, Object.fromEntries(details.map(([member, { shape }]) => [member, { $ref: ref(shape) }])))
  })
}

/** Text of `openapi.yaml`. */
export async function generateOpenApi(model) {
  const parts = await openApiParts(model)
  const exceptions = Object.keys(model.shapes).filter((name) => model.shapes[name].exception)
  const roots = Object.values(model.operations).flatMap(({ input, output }) => [input.shape, output.shape])
  const shapes = closureOf(model, [...new Set([...roots, ...exceptions])]).filter((name) => !exceptions.includes(name))
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'Weir',
      version: model.metadata.apiVersion,
      summary: 'Real Apache Flink behind the API of Amazon Managed Service for Apache Flink.',
      description:
        'Every action is `POST /` with the header `X-Amz-Target` and a JSON body; its path here differs only by a fragment. ' +
        'Point aws-cli (`aws kinesisanalyticsv2 --endpoint-url …`), an AWS SDK or Terraform at the server. ' +
        'The same actions are plain REST below `/v1`, with an API token or signed the same way; errors there are problem details ' +
        '(RFC 9457), times are ISO 8601.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: 'http://127.0.0.1:4580', description: 'An embedded Weir with its default settings' }],
    security: [{ sigv4: [] }, { bearer: [] }],
    tags: [
      { name: 'actions', description: 'The actions of kinesisanalyticsv2, as AWS JSON 1.1' },
      ...parts.flatMap(({ tags = [] }) => tags),
    ],
    paths: {
      ...Object.fromEntries(Object.keys(model.operations).map((name) => actionPath(model, name))),
      ...Object.assign({}, ...parts.map(({ paths }) => paths)),
    },
    components: {
      securitySchemes: {
        sigv4: {
          type: 'apiKey',
          in: 'header',
          name: 'Authorization',
          description: `AWS Signature Version 4 for the service \`${model.metadata.signingName}\` in the server's region, in the header or in the query.`,
        },
        bearer: { type: 'http', scheme: 'bearer', description: 'An API token; for REST alone.' },
      },
      schemas: Object.fromEntries([
        ...shapes.map((name) => [name, schemaOf(model.shapes[name], ref)]),
        ...modelErrors(model),
        ...[...frameworkErrors, 'RequestEntityTooLargeException', 'InternalFailure'].map((name) => errorSchema(name)),
        ...parts.flatMap(({ schemas = {} }) => Object.entries(schemas)),
      ]),
    },
  }
  // Through JSON, so that keys without a value disappear.
  return stringify(JSON.parse(JSON.stringify(document)), {
    aliasDuplicateObjects: false,
    lineWidth: 120,
    compat: 'yaml-1.1',
  })
}
