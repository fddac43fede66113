// What openapi.yaml says beside AWS's own face. A part is `{ paths, schemas, tags }`, each of them optional: a new group of REST
// routes is described in a file of its own and named here.
import { auditPart } from './openapi-audit.mjs'
import { diagnosisPart } from './openapi-diagnosis.mjs'
import { eventsPart } from './openapi-events.mjs'
import { healthPart } from './openapi-health.mjs'
import { generateIdentityPart } from './openapi-identity.mjs'
import { logsPart } from './openapi-logs.mjs'
import { metricsPart } from './openapi-metrics.mjs'
import { operationsPart } from './openapi-operations.mjs'
import { generateRestPart } from './openapi-rest.mjs'
import { scalingPart } from './openapi-scaling.mjs'
import { snapshotContentsPart } from './openapi-snapshot-contents.mjs'

/** Every part, in the order of the document. */
export async function openApiParts(model) {
  return [
    await generateRestPart(model),
    operationsPart,
    snapshotContentsPart,
    eventsPart,
    scalingPart,
    diagnosisPart,
    logsPart,
    metricsPart,
    auditPart,
    await generateIdentityPart(),
    healthPart,
  ]
}
