import { chooseSandbox } from './choose-sandbox.ts'

it('refuses where bubblewrap is missing, with the remedy', async () => {
  await expect(chooseSandbox('bubblewrap', '/nowhere/bwrap')).rejects.toMatchObject({
    kind: 'configuration',
    message: expect.stringMatching(
      /cannot be isolated on this worker.*Install bubblewrap.*WEIR_SANDBOX=unshare or off/,
    ),
  })
})

it('runs programs as they are where that is asked for', async () => {
  const sandbox = await chooseSandbox('off')
  expect(sandbox.wrap(['java'], {} as Parameters<typeof sandbox.wrap>[1])).toEqual(['java'])
})
