import { describeStackTrace } from '../causes/failure.ts'
import { readTraceback } from './python-traceback.ts'

const inMain = `io.weir.runtime.PythonException: Traceback (most recent call last):
  File "/usr/lib/python3.11/runpy.py", line 198, in _run_module_as_main
    return _run_code(code, main_globals, None,
  File "/tmp/pyflink/0f6a1b2c-0000-4000-8000-000000000000/11111111-2222-4333-8444-555555555555/main.py", line 41, in <module>
    main()
  File "/data/clusters/8e/code/lib/settings.py", line 7, in required
    raise ValueError('property Path is missing')
ValueError: property Path is missing`

const inFunction = `java.lang.RuntimeException: Failed to close remote bundle
\tat org.apache.flink.streaming.api.runners.python.beam.BeamPythonFunctionRunner.finishBundle(BeamPythonFunctionRunner.java:453)
Caused by: java.util.concurrent.ExecutionException: java.lang.RuntimeException: Error received from SDK harness for instruction 2: Traceback (most recent call last):
  File "/cache/pyflink-2.2.1/lib/python3.11/site-packages/apache_beam/runners/worker/sdk_worker.py", line 312, in _execute
    response = task()
  File "/data/clusters/8e/code/main.py", line 12, in double
    return 1 / 0
ZeroDivisionError: division by zero

\tat java.base/java.util.concurrent.CompletableFuture.reportGet(CompletableFuture.java:396)`

it('says what was raised, then where in the program, the innermost place first', () => {
  expect(describeStackTrace(inMain)).toBe(
    'ValueError: property Path is missing, at required (lib/settings.py:7), at <module> (main.py:41)',
  )
})

it('finds the traceback of a function inside the exception of its operator', () => {
  expect(describeStackTrace(inFunction)).toBe('ZeroDivisionError: division by zero, at double (main.py:12)')
})

it('leads with the Java cause where the program only passed it on', () => {
  const trace = `${inMain}
Caused by: org.apache.flink.table.api.ValidationException: Could not find any factory for identifier 'kinesis'
\tat org.apache.flink.table.factories.FactoryUtil.discoverFactory(FactoryUtil.java:600)`
  expect(describeStackTrace(trace)).toBe(
    "org.apache.flink.table.api.ValidationException: Could not find any factory for identifier 'kinesis', " +
      'at required (lib/settings.py:7), at <module> (main.py:41)',
  )
})

it('takes the last of several tracebacks, and the last frame where none is the program’s own', () => {
  const text = `${inMain}

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "<frozen importlib._bootstrap>", line 1142, in _find_and_load_unlocked
ModuleNotFoundError: No module named 'nowhere'`
  expect(readTraceback(text)).toEqual({
    raised: "ModuleNotFoundError: No module named 'nowhere'",
    places: ', at _find_and_load_unlocked (<frozen importlib._bootstrap>:1142)',
  })
  expect(readTraceback('java.lang.IllegalStateException: no')).toBeUndefined()
})

it('keeps a message of several lines together', () => {
  const text =
    'Traceback (most recent call last):\n  File "a.py", line 1, in f\nValueError: one\ntwo\n\tat a.B.c(B.java:1)'
  expect(readTraceback(text)?.raised).toBe('ValueError: one two')
})
