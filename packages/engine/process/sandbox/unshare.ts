import { PROPERTIES_PATH, type Sandbox } from './sandbox.ts'

/**
 * The weak sandbox, where bubblewrap is missing: a mount namespace that gives the application its own /tmp and /etc/flink.
 * It hides nothing else: the application can read what the worker's user can read. For machines of one's own.
 *
 * A directory cannot be made in the real /etc, so a fresh /etc is laid over it whose entries are links to the old ones.
 */
export function unshare(program: string): Sandbox {
  return {
    kind: 'unshare',
    wrap: (command, { tmp, applicationProperties, cwd }) => [
      program,
      '--user',
      '--map-root-user',
      '--mount',
      '--propagation',
      'private',
      '/bin/sh',
      '-euc',
      SCRIPT,
      'weir-sandbox',
      applicationProperties,
      tmp,
      cwd,
      ...command,
    ],
  }
}

const SCRIPT = `
properties=$1 tmp=$2 cwd=$3
shift 3
mkdir -p "$cwd/etc"
mount --rbind /etc "$cwd/etc"
mount -t tmpfs -o size=1m,mode=755 weir-etc /etc
for entry in "$cwd"/etc/* ; do ln -s "$entry" "/etc/\${entry##*/}"; done
rm -rf /etc/flink
mkdir /etc/flink
cat "$properties" > ${PROPERTIES_PATH}
case "$cwd" in
  /tmp/*) ;; # the cluster itself lives there
  *) mount --bind "$tmp" /tmp ;;
esac
cd "$cwd"
exec "$@"
`
