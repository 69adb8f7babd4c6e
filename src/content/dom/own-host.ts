const hosts = new WeakSet<Node>();

/** Small things of ours that hold nothing to look for: the observer passes over them, or each would cost one more look. */
export function ownHost<E extends Element>(element: E): E {
  hosts.add(element);
  return element;
}

export const isOwnHost = (node: Node): boolean => hosts.has(node);
