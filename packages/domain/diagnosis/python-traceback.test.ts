import { readPythonTraceback } from './python-traceback.ts'

const inWorker = `java.lang.RuntimeException: Error received from SDK harness for instruction 4: Traceback (most recent call last):
  File "/opt/py/lib/python3.11/site-packages/apache_beam/runners/worker/sdk_worker.py", line 297, in _execute
    response = task()
  File "/opt/application/main.py", line 12, in shout
    return text.upper() + 1
TypeError: can only concatenate str (not "int") to str

\tat org.apache.beam.runners.fnexecution.control.FnApiControlClient.handle(FnApiControlClient.java:180)`

it('takes the last line of a traceback and the last place that is not a library', () => {
  expect(readPythonTraceback(inWorker)).toEqual({
    said: 'TypeError: can only concatenate str (not "int") to str',
    frame: 'shout(/opt/application/main.py:12)',
  })
})

it('takes the first of two that caused one another, and the last of two that did not', () => {
  const one = 'Traceback (most recent call last):\n  File "a.py", line 1, in f\n    g()\nKeyError: \'k\'\n\n'
  const two = 'Traceback (most recent call last):\n  File "a.py", line 3, in f\n    h()\nValueError: late\n'
  const direct = 'The above exception was the direct cause of the following exception:\n\n'
  const during = 'During handling of the above exception, another exception occurred:\n\n'
  expect(readPythonTraceback(`${one}${direct}${two}`)?.said).toBe("KeyError: 'k'")
  expect(readPythonTraceback(`${one}${during}${two}`)?.said).toBe('ValueError: late')
})

it('finds none where there is none', () => {
  expect(readPythonTraceback('java.lang.IllegalStateException: no')).toBeUndefined()
  expect(readPythonTraceback('Traceback (most recent call last):\n  File "a.py", line 1')).toBeUndefined()
})
