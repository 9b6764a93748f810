/** In which mode the caller runs, by the signs that each executor leaves. */
export function mode() {
  const { isChildProcess, isWorkerThread } = process.__tinypool_state__ ?? {}
  if (isChildProcess) return 'processes'
  if (isWorkerThread) return 'threads'
  return /executors.(serial|concurrent)\.js/.exec(new Error('where').stack)?.[1] ?? 'nowhere'
}
