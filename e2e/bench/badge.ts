// Time until the badge of a message in clear appears, when first read and when read again.

import type { BrowserContext, Frame, Page } from "@playwright/test";
import { overlayFrames } from "../browser/overlays";
import { quietFor } from "../browser/quiet";
import { until } from "../browser/until";
import { letter } from "../gmail/peer";
import { ALICE, BOB } from "../webmail/demo";
import { median } from "./median";
import type { Stage } from "./stage";

/** Times of events in an overlay, by its own clock. */
interface Moments {
  readonly job?: number;
  readonly head?: number;
  readonly badge?: number;
}

const HEADER =
  "Received: from mail.demo.example (mail.demo.example. [193.0.6.139])\n        by mx.google.com with ESMTPS id a1-20 (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256);\n        Tue, 03 Nov 2026 01:29:00 -0800 (PST)\n";

/** Runs in every overlay before its own script: records when messages arrive and when the badge first shows a grade. */
export async function watchBadges(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    if (!location.pathname.startsWith("/pages/overlays/badge/")) return;
    const moments: { job?: number; head?: number; badge?: number } = {};
    (globalThis as unknown as { moments: unknown }).moments = moments;
    type Port = { onMessage: { addListener(listener: (message: { event?: string; answer?: unknown }) => void): void } };
    const { tabs } = (globalThis as unknown as { chrome: { tabs: { connect(...all: unknown[]): Port } } }).chrome;
    const connect = tabs.connect.bind(tabs);
    tabs.connect = (...all) => {
      const port = connect(...all);
      port.onMessage.addListener((message) => {
        if (message.event === "job") moments.job = performance.now();
        // All that a badge asks of the page is the message's raw header.
        else if ("answer" in message) moments.head ??= performance.now();
      });
      return port;
    };
    new MutationObserver(() => {
      if (moments.badge === undefined && document.querySelector(".badge:not(.grade-u)"))
        moments.badge = performance.now();
    }).observe(document, { childList: true, subtree: true, attributes: true });
  });
}

export interface BadgeTimes {
  /** From the raw header's arrival in the overlay to the badge with its grade. ms */
  readonly fresh: number;
  /** From the job of a message read before to the badge with its grade. ms */
  readonly cached: number;
  /** The same two from the moment the page shows the message. ms */
  readonly wholeFresh: number;
  readonly wholeCached: number;
}

export async function badgeTimes(stage: Stage, rounds: number): Promise<BadgeTimes> {
  const fresh: Shown[] = [];
  const cached: Shown[] = [];
  // The first round warms up.
  for (let round = 0; round <= rounds; round++) {
    const { id } = await stage.demo.webmail.deliver(
      HEADER + letter(BOB, ALICE.address, `Round ${round}`, "A postcard."),
    );
    // The page redraws its list when mail arrives.
    await stage.mail
      .getByRole("row")
      .filter({ hasText: `Round ${round} ` })
      .waitFor();
    const [first, second] = [await show(stage.mail, id), await show(stage.mail, id)];
    if (first.head === undefined || second.head !== undefined)
      throw new Error("the cache of verdicts did not do its work");
    if (round === 0) continue;
    fresh.push(first);
    cached.push(second);
  }
  return {
    fresh: median(fresh.map(({ badge, head }) => badge - head!)),
    cached: median(cached.map(({ badge, job }) => badge - job)),
    wholeFresh: median(fresh.map(({ whole }) => whole)),
    wholeCached: median(cached.map(({ whole }) => whole)),
  };
}

interface Shown {
  readonly job: number;
  readonly head: number | undefined;
  readonly badge: number;
  readonly whole: number;
}

/** Shows a message as Gmail does, waits for its badge, and removes it. */
async function show(mail: Page, id: string): Promise<Shown> {
  const start = await mail.evaluate(
    ({ id, from, to }) => {
      const message = document.createElement("div");
      message.className = "adn ads";
      message.dataset.legacyMessageId = id;
      message.dataset.messageId = `#msg-f:${BigInt(`0x${id}`)}`;
      message.dataset.bench = "";
      const add = (parent: Element, className: string, attributes: Record<string, string> = {}): HTMLElement => {
        const element = document.createElement("div");
        element.className = className;
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        parent.append(element);
        return element;
      };
      const header = add(message, "gE");
      add(header, "gD", { email: from, name: "Bob" });
      add(header, "gH");
      add(add(header, "hb"), "g2", { email: to });
      add(add(message, "ii gt"), "a3s aiL").append("A postcard.");
      (document.querySelector("[role=main]") ?? document.body).prepend(message);
      return performance.timeOrigin + performance.now();
    },
    { id, from: BOB.address, to: ALICE.address },
  );
  const frame = await until("the badge", () => overlayFrames(mail, "badge").at(-1));
  const seen = await until("its letter", async () => {
    const moments = await momentsOf(frame);
    return moments?.badge === undefined ? null : moments;
  });
  // The verdict is stored a moment later.
  await quietFor(mail, 150);
  await mail.evaluate(() => {
    for (const element of document.querySelectorAll("[data-bench]")) element.remove();
  });
  await until("the badge to go", () => overlayFrames(mail, "badge").length === 0);
  return { job: seen.job!, head: seen.head, badge: seen.badge!, whole: seen.origin + seen.badge! - start };
}

const momentsOf = (frame: Frame): Promise<(Moments & { origin: number }) | null> =>
  frame
    .evaluate(() => ({ ...(globalThis as unknown as { moments: Moments }).moments, origin: performance.timeOrigin }))
    .catch(() => null);
