const hosts = new WeakSet<Node>();

/** Registers a small host of ours that holds nothing to find. The observer skips it; otherwise each would cost another scan. */
export function ownHost<E extends Element>(element: E): E {
  hosts.add(element);
  return element;
}

export const isOwnHost = (node: Node): boolean => hosts.has(node);
