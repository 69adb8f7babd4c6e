// The background ends, is reloaded, or gets a wrong clock.

import type { Frame, Worker } from "@playwright/test";
import { overlayFrames } from "../../browser/overlays";
import { until } from "../../browser/until";
import { reloadExtension, stopWorker } from "../../browser/worker";
import type { Incident } from "../incidents";
import type { Life } from "../life";

const stop = async ({ browser, page }: Life): Promise<void> => {
  await stopWorker(browser.context, browser.extensionId);
  await page.bringToFront();
};

interface Halting {
  chaosReached?: boolean;
}

/**
 * Halts the worker at the nth await from now, counting calls of WebCrypto, database requests and ends of transactions. Stopping
 * the worker then stops it exactly at that await.
 */
function haltAt(nth: number): void {
  const world = globalThis as Halting;
  let left = nth;
  world.chaosReached = false;
  const reached = (): boolean => {
    left -= 1;
    if (left === 0) world.chaosReached = true;
    return left <= 0;
  };
  const subtle = crypto.subtle as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;
  for (const name of ["encrypt", "decrypt", "sign", "digest", "importKey", "deriveBits", "generateKey"]) {
    const honest = subtle[name]!.bind(subtle);
    subtle[name] = (...given) => (reached() ? new Promise(() => {}) : honest(...given));
  }
  const deaf = (target: EventTarget, event: string): void =>
    target.addEventListener(event, (told) => reached() && told.stopImmediatePropagation());
  const store = IDBObjectStore.prototype as unknown as Record<string, (...given: unknown[]) => IDBRequest>;
  for (const name of ["put", "get", "getAll", "delete", "openCursor"]) {
    const honest = store[name]!;
    store[name] = function (this: IDBObjectStore, ...given) {
      const request = honest.apply(this, given);
      deaf(request, "success");
      return request;
    };
  }
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (...given) {
    const begun = transaction.apply(this, given);
    deaf(begun, "complete");
    return begun;
  };
}

/** tsx calls a helper in functions inside evaluate(), which a worker does not have. */
const NAMES = "globalThis.__name ??= (value) => value";

/** The answer of a worker that may have ended; null after two seconds. */
const soon = <T>(answer: Promise<T>): Promise<T | null> =>
  Promise.race([answer.catch(() => null), new Promise<null>((done) => setTimeout(() => done(null), 2000))]);

/** Most saves have fewer awaits than this. */
const AWAITS = 24;
const halted = new WeakMap<Life, Promise<unknown>>();

/** Everything of the extension that reads a clock. */
const clocks = ({ browser, page }: Life): (Worker | Frame)[] => [
  browser.worker,
  ...page.frames().filter((frame) => frame.url().startsWith("chrome-extension:")),
];

/** Offset in ms; zero restores the right time. */
async function setClock(life: Life, offset: number): Promise<void> {
  await soon(life.browser.worker.evaluate(NAMES));
  const turn = (by: number): void => {
    const world = globalThis as unknown as { Date: DateConstructor; rightDate?: DateConstructor };
    world.rightDate ??= world.Date;
    const Right = world.rightDate;
    world.Date =
      by === 0
        ? Right
        : (class extends Right {
            constructor(...given: []) {
              if (given.length === 0) super(Right.now() + by);
              else super(...given);
            }
            static override now(): number {
              return Right.now() + by;
            }
          } as DateConstructor);
  };
  const told = (place: Worker | Frame): Promise<void> =>
    "url" in place && "page" in place ? place.evaluate(turn, offset) : (place as Worker).evaluate(turn, offset);
  await Promise.all(clocks(life).map((place) => soon(told(place))));
}

const DAY = 24 * 60 * 60 * 1000;

const clock = (weight: number, offset: number): Incident => ({
  weight,
  breaks: false,
  lasts: true,
  strike: (life) => setClock(life, offset),
  mend: (life) => setClock(life, 0),
});

const isGone = async (frame: Frame): Promise<boolean> =>
  frame.isDetached() || (await frame.innerText("body").catch(() => "")).trim() === "";

export const OF_WORKERS: Readonly<Record<string, Incident>> = {
  "worker stopped": { weight: 24, breaks: false, strike: stop },
  "worker stopped at an await": {
    weight: 24,
    breaks: false,
    async strike(life, random) {
      const { worker } = life.browser;
      await soon(worker.evaluate(NAMES));
      await soon(worker.evaluate(haltAt, 1 + random(AWAITS)));
      const reached = (): Promise<unknown> => soon(worker.evaluate(() => (globalThis as Halting).chaosReached));
      halted.set(
        life,
        until("the worker to halt", reached, 3000)
          .catch(() => null)
          .then(() => stop(life)),
      );
    },
    mend: async (life) => void (await halted.get(life)),
  },
  "clock two months on": clock(6, 61 * DAY),
  "clock two hours back": clock(6, -2 * 60 * 60 * 1000),
  "extension loaded again": {
    weight: 5,
    breaks: true,
    async strike(life) {
      const before = overlayFrames(life.page, "compose");
      life.browser = { ...life.browser, worker: await reloadExtension(life.browser) };
      // Until they notice, old editors show text that nobody saves.
      for (const frame of before) await until("an editor of before to go", () => isGone(frame), 8000).catch(() => {});
    },
  },
};
