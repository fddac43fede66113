// Terraform on Weir: the terraform of the PATH, the AWS provider of a local mirror where one is found and of the network otherwise.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { runProgram, type Ended } from '../acceptance/harness/run-program.ts'
import type { Weir } from '../acceptance/harness/weir.ts'

/** One Terraform working directory with its own state. */
export interface Workspace {
  /** Writes main.tf: the provider's block and the given resources. */
  write(resources: string): void
  /** Applies what is written; throws what Terraform printed when it fails. */
  apply(...args: string[]): Promise<void>
  /** True when what is written is what there is. */
  planIsEmpty(): Promise<boolean>
  /** Takes a resource that exists under the state's care. */
  import(address: string, id: string): Promise<void>
  /** Drops a resource from the state and leaves it where it is. */
  forget(address: string): Promise<void>
  destroy(): Promise<void>
  /** The attributes of one resource in the state. */
  attributes(address: string): Promise<any>
  remove(): void
}

/** Makes a directory in which Terraform finds its provider and Weir. */
export async function layWorkspace(weir: Weir): Promise<Workspace> {
  const folder = mkdtempSync(join(tmpdir(), 'weir-terraform-'))
  const cache = join(folder, 'cache')
  mkdirSync(cache)
  const config = join(folder, 'terraform.rc')
  writeFileSync(config, installation())
  const environment = {
    TF_CLI_CONFIG_FILE: config,
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    CHECKPOINT_DISABLE: '1',
    // Each run starts the provider three times, which spends half of its time in collecting garbage until then.
    GOGC: 'off',
    GOMEMLIMIT: '1GiB',
  }

  const terraform = async (args: readonly string[], accepted: readonly number[] = [0]): Promise<Ended> => {
    const ended = await runProgram('terraform', args, { environment, cwd: folder }).catch((error: unknown) => {
      throw new Error(
        `terraform cannot be run: ${String(error)}. Install Terraform 1.5 or newer and put it on the PATH.`,
      )
    })
    if (ended.code !== null && accepted.includes(ended.code)) return ended
    throw new Error(`terraform ${args.join(' ')} ended with ${String(ended.code)}\n${ended.stdout}\n${ended.stderr}`)
  }
  const write = (resources: string) => {
    writeFileSync(join(folder, 'main.tf'), `${provider(weir)}\n${resources}`)
  }

  write('')
  await terraform(['init', '-no-color'])
  return {
    write,
    apply: async (...args) => {
      await terraform(['apply', '-no-color', '-auto-approve', ...args])
    },
    planIsEmpty: async () => {
      const { code, stdout } = await terraform(['plan', '-no-color', '-detailed-exitcode'], [0, 2])
      if (code === 2) process.stderr.write(`${stdout}\n`)
      return code === 0
    },
    import: async (address, id) => {
      await terraform(['import', '-no-color', address, id])
    },
    forget: async (address) => {
      await terraform(['state', 'rm', address])
    },
    destroy: async () => {
      await terraform(['destroy', '-no-color', '-auto-approve'])
    },
    attributes: async (address) => {
      // The state as it is written: to show it, Terraform would start the provider, which takes longer than all the rest.
      const { resources } = JSON.parse((await terraform(['state', 'pull'])).stdout) as State
      const found = resources.find(({ type, name }) => `${type}.${name}` === address)?.instances[0]
      if (found === undefined) throw new Error(`${address} is not in the state`)
      return found.attributes
    },
    remove: () => {
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface State {
  readonly resources: readonly {
    readonly type: string
    readonly name: string
    readonly instances: readonly { readonly attributes: unknown }[]
  }[]
}

const provider = (weir: Weir): string => {
  const { accessKeyId, secretAccessKey } = weir.credentials()
  return `
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
provider "aws" {
  region                      = "us-east-1"
  access_key                  = "${accessKeyId}"
  secret_key                  = "${secretAccessKey}"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  s3_use_path_style           = true
  endpoints {
    kinesisanalyticsv2 = "${weir.endpoint}"
    s3                 = "${weir.s3Endpoint}"
  }
}`
}

/** Only the providers of a mirror on this machine when it has one, so that nothing is asked of the network then. */
const installation = (): string => {
  const mirror = mirrors().find((each) => existsSync(join(each, 'registry.terraform.io/hashicorp/aws')))
  const method = mirror === undefined ? 'direct {}' : `filesystem_mirror { path = "${mirror}" }`
  return `provider_installation {\n  ${method}\n}\n`
}

/** Where mirrors are kept: a setting, the folders that Terraform itself looks into, and packages installed below /opt. */
const mirrors = (): string[] => [
  ...(process.env.WEIR_TERRAFORM_MIRROR ? [process.env.WEIR_TERRAFORM_MIRROR] : []),
  join(homedir(), '.terraform.d/plugins'),
  '/usr/local/share/terraform/plugins',
  '/usr/share/terraform/plugins',
  ...readdirSync('/opt', { withFileTypes: true }).map(({ name }) => join('/opt', name)),
]
