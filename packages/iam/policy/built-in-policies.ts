/** Managed policies that every installation has, under AWS's own names and ARNs. */
export const builtInPolicies: readonly { readonly arn: string; readonly name: string; readonly document: string }[] = [
  builtIn('AdministratorAccess', [{ Effect: 'Allow', Action: '*', Resource: '*' }]),
  builtIn('AmazonKinesisAnalyticsFullAccess', [
    { Effect: 'Allow', Action: 'kinesisanalytics:*', Resource: '*' },
    {
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: 'arn:aws:iam::*:role/*',
      Condition: { StringEquals: { 'iam:PassedToService': 'kinesisanalytics.amazonaws.com' } },
    },
  ]),
  builtIn('AmazonKinesisAnalyticsReadOnly', [
    { Effect: 'Allow', Action: ['kinesisanalytics:Describe*', 'kinesisanalytics:List*'], Resource: '*' },
  ]),
]

export const administratorAccess = 'arn:aws:iam::aws:policy/AdministratorAccess'

function builtIn(name: string, Statement: readonly object[]) {
  return {
    arn: `arn:aws:iam::aws:policy/${name}`,
    name,
    document: JSON.stringify({ Version: '2012-10-17', Statement }),
  }
}
