import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { CreateApplicationCommandInput, RuntimeEnvironment } from '@aws-sdk/client-kinesis-analytics-v2'
import { proofApplication } from './applications.ts'
import { root } from './tools.ts'

const example = join(root, 'examples/python')

/** The files of the Python example, by their path in the archive. */
export function pythonExample(): Record<string, string> {
  const paths = readdirSync(example, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.py') && statSync(join(example, path)).isFile(),
  )
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(example, path), 'utf8')]))
}

/** A zip archive of texts, made by Python because Node has no writer of them. */
export function zipOf(texts: Readonly<Record<string, string>>): Buffer {
  const script =
    'import io,json,sys,zipfile\nb=io.BytesIO()\nwith zipfile.ZipFile(b,"w") as z:\n for n,t in json.load(sys.stdin).items(): z.writestr(n,t)\nsys.stdout.buffer.write(b.getvalue())'
  return execFileSync('python3', ['-c', script], { input: JSON.stringify(texts), maxBuffer: 64 * 1024 * 1024 })
}

/** The request that creates a Python application from an archive in a bucket. */
export function pythonApplication({
  name,
  bucket,
  code,
  runtime = 'FLINK-2_2',
  runOptions,
}: {
  name: string
  bucket: string
  code: string
  runtime?: RuntimeEnvironment
  runOptions: Record<string, string>
}): CreateApplicationCommandInput {
  const { ApplicationConfiguration, ...rest } = proofApplication({ name, bucket, code, runtime })
  const paths = { InputPath: `s3://${bucket}/in/${name}/`, OutputPath: `s3://${bucket}/out/${name}/` }
  return {
    ...rest,
    ApplicationConfiguration: {
      ...ApplicationConfiguration,
      EnvironmentProperties: {
        PropertyGroups: [
          { PropertyGroupId: 'kinesis.analytics.flink.run.options', PropertyMap: runOptions },
          { PropertyGroupId: 'Flights', PropertyMap: paths },
        ],
      },
    },
  }
}
