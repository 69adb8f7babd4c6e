// Reads hostile mail in tests while watching its time, its console output and what it stores.
import { inspect } from "node:util";
import { expect, vi } from "vitest";
import type { Opened } from "../../src/domain/message/opened";
import { octetsOf } from "../../src/domain/octets";
import type { Read } from "../../src/pages/overlays/read/read-mail";
import { type Given, SECRET, type Side, worldOf } from "./side";

export * from "./side";

/**
 * Watches any way of reading: it must not throw, take more than `within` milliseconds, or leave text anywhere but in its answer.
 * Processor time is counted, as the machine's load says nothing about a message.
 */
export async function watched<T>(read: () => Promise<T>, within = 2000): Promise<T> {
  const said: unknown[] = [];
  const spies = (["log", "info", "warn", "error", "debug"] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation((...words) => void said.push(...words)),
  );
  const before = process.cpuUsage();
  try {
    const answer = await read();
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(within);
    expect(inspect(said, { depth: 9 })).not.toContain(SECRET);
    expect(await stored()).not.toContain(SECRET);
    return answer;
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

async function stored(): Promise<string> {
  const { database } = await import("../../src/background/store/database");
  const rows = await Promise.all(database.tables.map((table) => table.toArray()));
  return inspect(rows, { depth: 6, maxArrayLength: 50, maxStringLength: 10_000 });
}

/** Reads the raw source of a message as the overlay does. */
export async function read(side: Side, source: string | Uint8Array, given: Given = {}): Promise<Read> {
  const { readMessage } = await import("../../src/pages/overlays/read/reading");
  const bytes = typeof source === "string" ? octetsOf(source.replace(/\r?\n/g, "\r\n")) : source;
  return watched(() => readMessage(bytes, worldOf(side, given)), given.within);
}

/** Reads armor as shown on a page, without a source. */
export async function readArmor(
  side: Side,
  armored: string,
  given: Given = {},
): Promise<(Opened & { text: string | null }) | string> {
  const { claims } = worldOf(side, given);
  const { unprotected } = given;
  const answer = await watched(() => side.ask("mail.read", { given: { armored }, unprotected, claims }), given.within);
  if (!answer.ok) return answer.code;
  const { content, opened } = answer.value;
  return { ...opened, text: content.is === "text" ? content.text : null };
}
