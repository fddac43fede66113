import type { PolicyDocument } from './policy-document.ts'

const tagKey = /\b(aws|s3|iam):resourcetag\//i

/** Whether any of the policies looks at the resource's own tags, so that they have to be known before it can be decided. */
export const mentionsResourceTags = (policies: readonly PolicyDocument[]): boolean =>
  policies.some(({ statements }) =>
    statements.some(
      ({ conditions, resources }) =>
        conditions.some(({ key, values }) => tagKey.test(key) || values.some((value) => tagKey.test(value))) ||
        resources.patterns.some((pattern) => tagKey.test(pattern)),
    ),
  )
