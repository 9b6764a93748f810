/** Ends a process that leads a group of its own, with all that it started. */
export function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // nobody of the group is left
  }
}
