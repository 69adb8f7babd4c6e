// The cost of 200 rows with a badge each on the main thread of a freshly opened page.

import type { BrowserContext, CDPSession, Frame, Page } from "@playwright/test";
import { launch } from "../browser/launch";
import { quietFor } from "../browser/quiet";
import { ALICE, MAIL_URL } from "../webmail/demo";
import { median } from "./median";
import { callFrom, type Stage } from "./stage";
import type { TraceEvent } from "./trace-event";

export interface RowTimes {
  /** Processor time in our script, from the drawing of the rows to their badges. ms */
  readonly ours: number;
  /**
   * Additional processor time of the page's main thread compared with no Cachet: the script, and layout and painting of 200
   * more pictures, which takes as long again as that of the rows themselves. ms
   */
  readonly added: number;
  /** The same between two browsers without Cachet. ms */
  readonly noise: number;
}

const ROWS = 200;
const rowName = (i: number): string => (0x16f4000000000000n + BigInt(i)).toString(16);

/** `overlay`: makes the calls that judge the 200 messages. */
export async function rowTimes(stage: Stage, overlay: Frame, rounds: number): Promise<RowTimes> {
  for (let i = 0; i < ROWS; i++) {
    const verdict = { message: rowName(i), thread: rowName(i), grade: "abcde"[i % 5], sealed: false, path: null };
    await callFrom(overlay, "verdict.note", { account: ALICE.address, at: Date.now(), ...verdict });
  }
  const { demo, browser } = stage;
  const open = () => launch({ map: demo.map, certificates: demo.certificates, extension: null });
  const plain = [await open(), await open()];
  try {
    const [ours, theirs, others] = await Promise.all([browser, ...plain].map(({ context }) => list(context)));
    const shown = await ours!.badges();
    if (shown !== ROWS) throw new Error(`${shown} of ${ROWS} rows got their badge`);
    const [added, noise, own]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round <= rounds; round++) {
      const without = await theirs!.busy();
      const difference = (await ours!.busy()) - without;
      const none = (await others!.busy()) - without;
      const script = await ours!.script();
      if (round === 0) continue; // the first warms caches
      added.push(difference);
      noise.push(none);
      own.push(script);
    }
    await ours!.page.close();
    return { ours: median(own), added: median(added), noise: median(noise) };
  } finally {
    await Promise.all(plain.map((one) => one.close()));
  }
}

async function list(context: BrowserContext) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const opened = async (): Promise<void> => {
    await page.bringToFront();
    await page.goto("about:blank");
    await page.goto(MAIL_URL, { waitUntil: "load" });
    await quietFor(page, 300);
  };
  return {
    page,
    async busy(): Promise<number> {
      await opened();
      const before = await busyMs(session);
      await drawRows(page);
      return (await busyMs(session)) - before;
    },
    async script(): Promise<number> {
      await opened();
      return scriptMs(session, () => drawRows(page));
    },
    async badges(): Promise<number> {
      await opened();
      const before = await pictures(session);
      await drawRows(page);
      return (await pictures(session)) - before;
    },
  };
}

/** Draws 200 rows at once above the page's own list, as Gmail does when a folder is opened. */
async function drawRows(page: Page): Promise<void> {
  const names = Array.from({ length: ROWS }, (_, i) => rowName(i));
  await page.evaluate((all) => {
    const table = document.createElement("table");
    table.className = "F cf zt";
    const body = table.createTBody();
    for (const name of all) {
      const row = body.insertRow();
      row.className = "zA yO";
      const people = row.insertCell();
      people.className = "yX xY";
      people.append(`Person ${name}`);
      const cell = row.insertCell();
      cell.className = "xY a4W";
      const line = cell.appendChild(document.createElement("div"));
      line.className = "xT";
      const bog = line.appendChild(document.createElement("span"));
      bog.className = "bog";
      const subject = bog.appendChild(document.createElement("span"));
      subject.dataset.legacyThreadId = name;
      subject.dataset.legacyLastMessageId = name;
      subject.append(`A subject of some length ${name}`);
    }
    (document.querySelector("[role=main]") ?? document.body).prepend(table);
  }, names);
  await quietFor(page, 400);
}

async function pictures(session: CDPSession): Promise<number> {
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  return nodes.filter(({ role, name }) => /^ima?ge?$/.test(role?.value) && /^Privacy: [A-E]/.test(name?.value)).length;
}

async function busyMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration")!.value * 1000;
}

/**
 * Time in our functions and their continuations. The browser does not say to which script a continuation belongs, so all those
 * of the page count as ours.
 */
async function scriptMs(session: CDPSession, work: () => Promise<void>): Promise<number> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: unknown }): void => void events.push(...(value as TraceEvent[]));
  session.on("Tracing.dataCollected", collect);
  await session.send("Tracing.start", {
    traceConfig: { includedCategories: ["devtools.timeline", "toplevel", "disabled-by-default-devtools.timeline"] },
    transferMode: "ReportEvents",
  });
  await work();
  const done = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.end");
  await done;
  session.off("Tracing.dataCollected", collect);
  const isOurs = ({ name, args }: TraceEvent): boolean =>
    name === "FunctionCall" && args?.data?.url?.startsWith("chrome-extension://") === true;
  const ours = events.filter((event) => event.ph === "X" && isOurs(event));
  if (ours.length === 0) throw new Error("the trace shows no call of the content script");
  const { pid, tid } = ours[0]!;
  const counted = events.filter(
    (event) =>
      event.ph === "X" && event.pid === pid && event.tid === tid && (isOurs(event) || /Microtask/.test(event.name)),
  );
  let end = 0;
  let sum = 0;
  // Counts only the outermost of nested events.
  for (const { ts, dur = 0, tdur = dur } of counted.sort((a, b) => a.ts - b.ts)) {
    if (ts < end) continue;
    end = ts + dur;
    sum += tdur;
  }
  return sum / 1000;
}
