/** A kernel that ends its own signal, and fails only after that. */
export default async function abortThenFail(controller: AbortController): Promise<never> {
  controller.abort(new Error('stopped'))
  await Promise.resolve()
  throw new Error('failed after the stop')
}
