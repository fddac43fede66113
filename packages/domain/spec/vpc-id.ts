/**
 * AWS looks the VPC up from the subnets. Nothing is looked up here: the same subnets, in any order, give the same made-up id,
 * so that clients which compare descriptions see no change where there is none.
 */
export const vpcIdOf = (subnetIds: readonly string[]): string => {
  const subnets = [...new Set(subnetIds)].sort().join(' ')
  return `vpc-0${fnv1a(subnets).toString(16).padStart(16, '0')}`
}

/** FNV-1a, 64 bits: the domain has no crypto, and nobody gains from two lists with the same id. */
const fnv1a = (text: string): bigint => {
  let hash = 0xcbf29ce484222325n
  for (const character of text) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0) ?? 0)) * 0x100000001b3n)
  }
  return hash
}
