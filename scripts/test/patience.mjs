// Real processes on a loaded two-core machine: a limit here only ends a test that hangs, it is never what is tested.

import.meta.jest.setTimeout(300_000)
