/** Milliseconds of processor time used by this process: unlike wall-clock time, the same on a busy machine. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
