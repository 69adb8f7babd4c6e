// How an overlay that may not connect to its content script itself has the background do so (background/frames/relay.ts).

/** Last message of a relayed line: the content script is gone, not merely the background. */
export const LINE_ENDED = { event: "ended" } as const;

export const relayName = (frameId: number, ticket: string): string => `relay ${frameId} ${ticket}`;

/** Null: the Port is for something else. */
export function readRelayName(name: string): { frameId: number; ticket: string } | null {
  const match = /^relay (\d+) ([0-9a-f-]{36})$/.exec(name);
  return match ? { frameId: Number(match[1]), ticket: match[2]! } : null;
}
