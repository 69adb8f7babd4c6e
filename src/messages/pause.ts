/** Lets the browser draw and handle input. A timer, which is clamped to 4 ms and to 1 s in the background, only in tests. */
export const pause = (): Promise<void> => {
  const { scheduler } = globalThis as { scheduler?: { yield(): Promise<void> } };
  return scheduler?.yield() ?? new Promise((resolve) => setTimeout(resolve));
};
