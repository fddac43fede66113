/** What a call is refused with, for comparing. A call that is not refused fails the test. */
export const refusalOf = async (act: () => unknown): Promise<{ name: string; message: string }> => {
  try {
    await act()
  } catch (error) {
    if (error instanceof Error) return { name: error.name, message: error.message }
    throw error
  }
  throw new Error('it was not refused')
}
