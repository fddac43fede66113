/**
 * A moment cut to its second. AWS answers whole seconds, and Terraform and scripts send timestamps back without a fraction, so
 * moments that clients see, and comparisons with what they send, are cut.
 */
export const wholeSeconds = (moment: Date): Date => new Date(Math.floor(moment.getTime() / 1000) * 1000)

export const sameSecond = (a: Date, b: Date): boolean => wholeSeconds(a).getTime() === wholeSeconds(b).getTime()
