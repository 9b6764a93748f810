/** In which mode the caller runs, by the signs that each executor leaves. */
export function mode() {
  const { isChildProcess, isWorkerThread } = process.__tinypool_state__ ?? {}
  if (isChildProcess) return 'processes'
  if (isWorkerThread) return 'threads'
  // a call under a time limit has some frames more between the executor and the kernel
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 50
  const { stack } = new Error('where')
  Error.stackTraceLimit = stackTraceLimit
  return /executors.(serial|concurrent)\.js/.exec(stack)?.[1] ?? 'nowhere'
}
