/** The longest stretch in which nothing else got its turn, as a share of the processor time that the work took. */
export async function longestStretch(work: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage();
  const used = (): number => {
    const { user, system } = process.cpuUsage(start);
    return user + system;
  };
  let last = used();
  let longest = 0;
  const look = (): void => {
    const now = used();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    look();
    port2.postMessage(null);
  };
  port2.postMessage(null);
  await work();
  look();
  port1.close();
  return longest / last;
}
