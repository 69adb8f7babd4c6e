/** Milliseconds this process has computed for: unlike the clock's, no more on a busy machine than on a quiet one. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
