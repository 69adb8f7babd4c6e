// One browser as a test uses it, Chromium or Firefox alike, so that a behaviour is written once and runs in both
// (e2e/both). Chromium is driven by Playwright (in-chromium.ts), Firefox over WebDriver BiDi (e2e/firefox/in-firefox.ts).
import type { OverlayKind } from "./overlays";
import { until } from "./until";

/** What passes into a document and out of it again. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** A document that a person deals with: a tab's, or that of an overlay's frame, wherever it is by now. */
export interface Place {
  /** Asks the document until the answer is truthy. A frame that is not there yet, or is being replaced, has none yet. */
  ask<T, A extends readonly Plain[]>(
    what: string,
    question: (...args: A) => T | Promise<T>,
    ...args: A
  ): Promise<NonNullable<T>>;
  /** Presses a control by its accessible name, with the pointer. A press that went astray is repeated. */
  press(name: string | RegExp): Promise<void>;
  /** The same, and says yes in the window where the browser gives no proof that the overlay was in view. */
  pressSurely(name: string | RegExp): Promise<void>;
  /** Types into a field with the keyboard, replacing its content. */
  type(field: string, text: string): Promise<void>;
}

export interface Tab extends Place {
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  url(): string;
  /** An overlay in this tab: 0 is the oldest, -1 the newest. It need not be there yet. */
  overlay(kind: OverlayKind, nth?: number): Place;
  overlays(kind: OverlayKind): Promise<number>;
  /** Presses the lock of the newest compose window. */
  pressLock(name: string): Promise<void>;
  hasLock(name: string): Promise<boolean>;
  /** Presses keys one after the other: "Escape", "Control+Enter". */
  keys(...keys: readonly string[]): Promise<void>;
  bringToFront(): Promise<void>;
  close(): Promise<void>;
}

export interface Driver {
  readonly name: "Chromium" | "Firefox";
  newTab(url: string): Promise<Tab>;
  /** Opens one of the extension's own pages. */
  ownPage(path: string): Promise<Tab>;
  /** Waits for one that the extension opens itself. */
  openedPage(path: string): Promise<Tab>;
  /** The extension's small window with a question, once it takes presses. */
  askedWindow(): Promise<Tab>;
  /** Waits until a tab or window has closed itself. */
  gone(tab: Tab): Promise<unknown>;
  /** Ends the background as an idle or crashed one ends; the next message starts it again. */
  killBackground(): Promise<void>;
  /** Reloads the extension, as an update does. */
  reloadExtension(): Promise<void>;
  /** Hosts the browser asked for that this world has not. Empty where the browser does not tell. */
  readonly refused: readonly string[];
  close(): Promise<void>;
}

/** Waits until the text of a selected element contains this, white space collapsed. Resolves with that text. */
export const says = (place: Place, selector: string, text: string): Promise<string> =>
  place.ask(
    `${selector} to say "${text}"`,
    (chosen, wanted) => {
      const said = [...document.querySelectorAll(chosen)].map((each) => each.textContent?.replace(/\s+/g, " ") ?? "");
      return said.find((each) => each.includes(wanted));
    },
    selector,
    text,
  );

/** Waits until nothing is selected any more. */
export const none = (place: Place, selector: string): Promise<true> =>
  place.ask(`no ${selector}`, (chosen) => document.querySelector(chosen) === null, selector) as Promise<true>;

/** The text of the whole document now. */
export const textOf = async (place: Place): Promise<string> =>
  (await place.ask("the text", () => [document.body.textContent ?? ""]))[0]!;

/** Waits until a field has this value. */
export const holds = (place: Place, field: string, value: string): Promise<unknown> =>
  place.ask(
    `${field} to hold "${value}"`,
    (chosen, wanted) =>
      [...document.querySelectorAll<HTMLInputElement>(chosen)].some(
        (each) => (each.value ?? each.innerText) === wanted,
      ),
    field,
    value,
  );

export const noOverlayIn = (tab: Tab, kind: OverlayKind): Promise<unknown> =>
  until(`no ${kind} overlay`, async () => (await tab.overlays(kind)) === 0);

/** Gives files to a file field, as the browser's own dialogue does. */
export const giveFiles = (place: Place, field: string, files: readonly { name: string; text: string }[]) =>
  place.ask(
    `${field} to take files`,
    (chosen, given) => {
      const input = document.querySelector<HTMLInputElement>(chosen);
      if (!input) return false;
      const all = new DataTransfer();
      for (const { name, text } of given) all.items.add(new File([text], name, { type: "text/plain" }));
      input.files = all.files;
      return input.dispatchEvent(new Event("change", { bubbles: true }));
    },
    field,
    files,
  );

/** Makes a call to the background from an extension page; throws when the answer is a failure. */
export async function callFrom<T>(page: Place, name: string, request: Plain): Promise<T> {
  const answer = await page.ask(
    name,
    async (call, body) => {
      const world = globalThis as unknown as Record<string, { runtime: { sendMessage(m: unknown): Promise<unknown> } }>;
      // The call must name the running build: others get no answer.
      const build = await (await fetch("/build.txt")).text();
      const { runtime } = (world.browser ?? world.chrome)!;
      return (await runtime.sendMessage({ call: `${build}/${call}`, request: body })) as {
        ok: boolean;
        value: unknown;
      };
    },
    name,
    request,
  );
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer)}`);
  return answer.value as T;
}
