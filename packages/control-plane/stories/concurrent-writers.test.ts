import { writeConcurrently } from './concurrent-writers.ts'

it('lets one of 32 writers win each version, and leaves no gap in the history', () => writeConcurrently())
