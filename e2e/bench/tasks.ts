// The browser's longest tasks and its memory during some work.
import { readdirSync, readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import type { TraceEvent } from "./trace-event";

export interface Watched {
  /** Longest main-thread task involving the extension's code: overlays, and our script in the page. ms */
  readonly longestTaskMs: number;
  /** The functions in the longest task. */
  readonly longestIn: string;
  /** Peak memory of all browser processes beyond their memory before. MiB */
  readonly peakMiB: number;
  readonly tookMs: number;
}

/**
 * Watches the browser during `work`. Tasks are measured in processor time of their thread, so that the machine's load does not
 * count. The webmail's own work on a file it was given is not counted as ours.
 */
export async function watched(page: Page, work: () => Promise<void>): Promise<Watched> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send("Tracing.start", {
    traceConfig: { includedCategories: ["devtools.timeline", "disabled-by-default-devtools.timeline"] },
    transferMode: "ReportEvents",
  });
  const before = residentMiB();
  const start = performance.now();
  let tookMs = 0;
  let peak = before;
  const sampling = setInterval(() => {
    peak = Math.max(peak, residentMiB());
  }, 50);
  try {
    await work();
    tookMs = performance.now() - start;
  } finally {
    clearInterval(sampling);
    const done = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
    await session.send("Tracing.end");
    await done;
    await session.detach();
  }
  return { ...longestOf(events), peakMiB: peak - before, tookMs };
}

function longestOf(events: readonly TraceEvent[]): Pick<Watched, "longestTaskMs" | "longestIn"> {
  const thread = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const main = new Set(
    events.filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain").map(thread),
  );
  const tasks = events.filter((e) => e.ph === "X" && /RunTask/.test(e.name) && main.has(thread(e)));
  const calls = events
    .filter((e) => e.name === "FunctionCall" && e.ph === "X" && e.args?.data?.url)
    .sort((a, b) => a.ts - b.ts);
  const isOurs = (call: TraceEvent): boolean => call.args!.data!.url!.startsWith("chrome-extension://");
  if (tasks.length === 0 || !calls.some(isOurs)) throw new Error("the trace shows no task of the extension's");
  const cost = ({ dur = 0, tdur }: TraceEvent): number => (tdur ?? dur) / 1000;
  let longest = { longestTaskMs: 0, longestIn: "" };
  for (const task of tasks) {
    if (cost(task) <= longest.longestTaskMs) continue;
    const end = task.ts + (task.dur ?? 0);
    const within = calls.filter((e) => thread(e) === thread(task) && e.ts >= task.ts && e.ts < end);
    const ours = within.filter(isOurs);
    // A task begun by our code counts whole, with the copying of the message that began it; of others only our code's share.
    const took = within[0] && isOurs(within[0]) ? cost(task) : ours.reduce((sum, call) => sum + cost(call), 0);
    if (took <= longest.longestTaskMs) continue;
    const names = ours.map(({ args }) => `${args!.data!.functionName ?? ""} ${args!.data!.url!.split("/").at(-1)}`);
    longest = { longestTaskMs: took, longestIn: [...new Set(names)].slice(0, 3).join(", ") };
  }
  return longest;
}

/** Private memory of all descendants of this process. */
function residentMiB(): number {
  const children = new Map<number, number[]>();
  const held = new Map<number, number>();
  for (const entry of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const status = readFileSync(`/proc/${entry}/status`, "utf8");
      const of = (field: string): number => Number(new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
      const parent = of("PPid");
      children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
      held.set(Number(entry), of("RssAnon"));
    } catch {
      // The process has ended in the meantime.
    }
  }
  const sum = (pid: number): number =>
    (children.get(pid) ?? []).reduce((total, child) => total + (held.get(child) ?? 0) + sum(child), 0);
  return sum(process.pid) / 1024;
}
