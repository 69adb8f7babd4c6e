const hosts = new WeakSet<Node>();

/** Our own small hosts, which hold nothing to find. The observer skips them, or each would cost another scan. */
export function ownHost<E extends Element>(element: E): E {
  hosts.add(element);
  return element;
}

export const isOwnHost = (node: Node): boolean => hosts.has(node);
