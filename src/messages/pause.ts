/** Lets the browser draw and handle input. The timer, which browsers clamp to 4 ms (1 s in a hidden tab), is only for tests. */
export const pause = (): Promise<void> => {
  const { scheduler } = globalThis as { scheduler?: { yield(): Promise<void> } };
  return scheduler?.yield() ?? new Promise((resolve) => setTimeout(resolve));
};
