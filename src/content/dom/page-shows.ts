// Elements in which the page itself shows a message or an editor of ours, by the client API. The scripts of this extension in a
// document share their world, which the page cannot see: those that find messages by themselves stand back from these.
const world = globalThis as { cachetContainers?: Set<Element> };

/** Until the signal aborts. */
export function noteContainer(element: Element, signal: AbortSignal): void {
  world.cachetContainers ??= new Set();
  const all = world.cachetContainers;
  all.add(element);
  signal.addEventListener("abort", () => all.delete(element));
}

/** Whether the page shows what is in `root`, or around it, by the client API. */
export const pageShows = (root: Element): boolean =>
  [...(world.cachetContainers ?? [])].some((one) => root.contains(one) || one.contains(root));
