// Real processes on a loaded two-core machine: a limit here only ends a test that hangs, it is never what is tested.
import { jest } from '@jest/globals'

jest.setTimeout(300_000)
