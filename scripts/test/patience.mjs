// On a loaded two-core machine everything takes its time: a limit here only ends a test that hangs, it is never what is tested.

import.meta.jest.setTimeout(900_000)
