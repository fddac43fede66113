#!/usr/bin/env node
// The command `weir` (npx weir …): the bundle of apps/cli. It needs no more than Node and a built dist/.
import { existsSync } from 'node:fs'

const program = new URL('../dist/weir-cli.js', import.meta.url)
if (existsSync(program)) await import(program.href)
else {
  console.error('dist/weir-cli.js is not built yet: run npm run build.')
  process.exitCode = 1
}
