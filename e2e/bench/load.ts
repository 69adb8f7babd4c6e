// What the extension adds to the loading of a page, and our script's longest task on a huge page, both from the browser's
// trace of the renderer's main thread.

import type { BrowserContext, CDPSession, Page } from "@playwright/test";
import { launch } from "../browser/launch";
import { quietFor } from "../browser/quiet";
import { type Demo, MAIL_URL } from "../webmail/demo";
import { median } from "./median";
import type { TraceEvent } from "./trace-event";

const SETTLE_MS = 300;

/** Processor time of the page's main thread, so that the machine's load does not count. ms */
async function mainThreadMs(page: Page, session: CDPSession): Promise<number> {
  await page.bringToFront();
  await page.goto("about:blank");
  await page.goto(MAIL_URL, { waitUntil: "load" });
  await quietFor(page, SETTLE_MS);
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration")!.value * 1000;
}

async function loader(context: BrowserContext) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  return { page, load: () => mainThreadMs(page, session) };
}

/**
 * The additional cost of a page load with the extension: the median over rounds of alternating loads. `noise` is the same
 * between two browsers without the extension. ms
 */
export async function pageLoadAdded(
  demo: Demo,
  withExtension: BrowserContext,
  rounds: number,
): Promise<{ added: number; noise: number }> {
  const open = () => launch({ map: demo.map, certificates: demo.certificates, extension: null });
  const plain = [await open(), await open()];
  try {
    const [ours, theirs, others] = await Promise.all([withExtension, ...plain.map((p) => p.context)].map(loader));
    const added: number[] = [];
    const noise: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const without = await theirs!.load();
      const difference = (await ours!.load()) - without;
      const none = (await others!.load()) - without;
      if (round === 0) continue; // the first load warms caches
      added.push(difference);
      noise.push(none);
    }
    await ours!.page.close();
    return { added: median(added), noise: median(noise) };
  } finally {
    await Promise.all(plain.map((browser) => browser.close()));
  }
}

/** Adds `count` text nodes to the page at once; returns our content script's longest time within one main-thread task. ms */
export async function longestTaskOn(page: Page, count: number): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send("Tracing.start", {
    traceConfig: { includedCategories: ["devtools.timeline", "toplevel", "disabled-by-default-devtools.timeline"] },
    transferMode: "ReportEvents",
  });
  const holder = await page.evaluateHandle((nodes) => {
    const holder = document.createElement("div");
    for (let i = 0; i < nodes; i++) {
      const line = document.createElement("span");
      line.append(`line ${i} of a very long newsletter`);
      holder.append(line, document.createElement("br"));
    }
    document.body.append(holder);
    return holder;
  }, count);
  await quietFor(page, 3000);
  await holder.evaluate((it) => it.remove());
  const done = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.end");
  await done;
  // Only the time inside our own functions counts: layout of 60,000 spans is the page's.
  const ours = events.filter(
    (e) => e.name === "FunctionCall" && e.ph === "X" && e.args?.data?.url?.startsWith("chrome-extension://"),
  );
  if (ours.length === 0) throw new Error("the trace shows no call of the content script");
  const tasks = events.filter((e) => e.ph === "X" && /RunTask/.test(e.name));
  const inTask = (task: TraceEvent): number =>
    ours
      .filter(
        (call) =>
          call.pid === task.pid &&
          call.tid === task.tid &&
          call.ts >= task.ts &&
          call.ts + (call.dur ?? 0) <= task.ts + (task.dur ?? 0),
      )
      .reduce((sum, call) => sum + (call.dur ?? 0), 0);
  const single = Math.max(...ours.map((call) => call.dur ?? 0));
  return Math.max(single, ...tasks.map(inTask)) / 1000;
}
