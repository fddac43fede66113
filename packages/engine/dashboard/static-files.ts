import { extname } from 'node:path'
import { EngineError } from '@weir/domain'
import type { Entry, ZipFile } from 'yauzl'
import { jarEntryNames, openJar } from '../process/program/jar-file.ts'

/** The files of Flink's web UI by their path, as Flink's own jar has them. */
export interface StaticFiles {
  /** Undefined when there is no such file. */
  read(path: string): Promise<{ readonly contentType: string; readonly body: AsyncIterable<Uint8Array> } | undefined>
}

/**
 * Reads the web UI out of the distribution, not from a running cluster: there an application's own code lives, and what it served would
 * run as a script of Weir's own address in the reader's browser.
 */
export async function openStaticFiles(libJars: readonly string[]): Promise<StaticFiles> {
  const dist = libJars.find((jar) => /\/flink-dist[^/]*\.jar$/.test(jar))
  if (dist === undefined) throw new EngineError('unreachable', 'This Flink has no web UI.')
  const jar = await openJar(dist)
  const entries = await filesBelow(jar, 'web/')
  return {
    read: async (path) => {
      const entry = entries.get(path)
      const contentType = contentTypes[extname(path)]
      if (entry === undefined || contentType === undefined) return undefined
      return { contentType, body: await jar.openReadStreamPromise(entry) }
    },
  }
}

async function filesBelow(jar: ZipFile, folder: string): Promise<ReadonlyMap<string, Entry>> {
  const all = [...(await jarEntryNames(jar))]
  return new Map(
    all.filter(([name]) => name.startsWith(folder)).map(([name, entry]) => [name.slice(folder.length), entry]),
  )
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.ttf': 'font/ttf',
}
