// Small windows of our own, where the user confirms what reveals text or settles a key, and types passphrases. Each is
// bound to one request of one frame. Everything is kept in storage.session, so a worker that dies meanwhile loses
// nothing. An answer that nobody waits for has no effect.
import { fail, ok } from "../../domain/result";
import { stands } from "../../domain/stamps";
import type { Answers, Request } from "../../messages/calls";
import type { Asked, OverlayNews, ScreenPoint } from "../../messages/consent";
import type { Sender } from "../../messages/serve";
import browser from "../../platform/browser";
import { openWindow } from "../../platform/windows";

interface Pending {
  /** Of the overlay. */
  readonly tabId: number;
  readonly frameId: number;
  readonly asked: Asked;
  /** The tab of our window that shows it; null until it has loaded. */
  readonly shownIn: number | null;
  readonly answer: { readonly yes: boolean; readonly typed: string | null } | null;
}

const PREFIX = "consent:";
const LIFETIME = 3 * 60_000;
const SIZE = { width: 460, height: 480 };
const PAGE = "pages/consent/index.html";

export async function askConsent(
  { token, pointer, ...rest }: Request<"consent.ask">,
  { tabId, frameId, place }: Sender,
  now = Date.now(),
): Promise<Answers["consent.ask"]> {
  if (tabId === null || frameId === null) throw new Error("overlay without a tab");
  const known = await read(token);
  // A repeated call, because the worker died before it answered: the window is already open.
  if (known) return isFrom(known, tabId, frameId) ? ok(null) : fail("no-window");
  for (const [other, pending] of await all())
    if (isFrom(pending, tabId, frameId) || !isOpen(pending, now)) await end(other, pending);
  const asked = { ...rest, place, pointer, until: now + LIFETIME };
  await write(token, { tabId, frameId, asked, shownIn: null, answer: null });
  if (await openPage(`${browser.runtime.getURL(PAGE)}#${token}`, pointer)) return ok(null);
  await forget(token);
  return fail("no-window");
}

/** Places the window so that the pointer is over its title bar: a click already under way then answers nothing. */
async function openPage(url: string, pointer: ScreenPoint | null): Promise<boolean> {
  const popup = { url, type: "popup" as const, ...SIZE };
  const place = pointer && {
    left: Math.max(0, Math.round(pointer.x - SIZE.width / 2)),
    top: Math.max(0, Math.round(pointer.y - 70)),
  };
  const ways = [
    // Browsers refuse a position off the screen, and Android has no windows, only tabs.
    ...(place ? [() => openWindow({ ...popup, ...place })] : []),
    () => openWindow(popup),
    () => browser.tabs.create({ url }).catch(() => null),
  ];
  for (const way of ways) if (await way()) return true;
  return false;
}

export async function showConsent(
  { token }: Request<"consent.show">,
  { tabId }: Sender,
  now = Date.now(),
): Promise<Answers["consent.show"]> {
  const pending = await read(token);
  if (!pending || tabId === null || pending.answer || !isOpen(pending, now)) return fail("gone");
  if (pending.shownIn !== null && pending.shownIn !== tabId) return fail("gone");
  await write(token, { ...pending, shownIn: tabId });
  return ok(pending.asked);
}

export async function answerConsent(
  { token, yes, typed }: Request<"consent.answer">,
  { tabId }: Sender,
  now = Date.now(),
): Promise<Answers["consent.answer"]> {
  const pending = await read(token);
  if (!pending || tabId === null || pending.shownIn !== tabId || pending.answer) return fail("gone");
  await settle(token, pending, yes && isOpen(pending, now), typed);
  await browser.tabs.remove(tabId).catch(() => {});
  return ok(null);
}

export async function takeAnswer(
  { token }: Request<"consent.take">,
  { tabId, frameId }: Sender,
  now = Date.now(),
): Promise<Answers["consent.take"]> {
  const pending = await read(token);
  if (!pending || !isFrom(pending, tabId, frameId)) return fail("gone");
  if (!pending.answer && isOpen(pending, now)) return fail("waiting");
  await end(token, pending);
  return pending.answer ? ok(pending.answer) : fail("gone");
}

export async function dropConsent(
  { token }: Request<"consent.drop">,
  { tabId, frameId }: Sender,
): Promise<Answers["consent.drop"]> {
  const pending = await read(token);
  if (pending && isFrom(pending, tabId, frameId)) await end(token, pending);
  return ok(null);
}

/** Closing the window means no. Closing the webmail's tab drops everything asked for it. */
export async function onTabGone(tabId: number): Promise<void> {
  for (const [token, pending] of await all()) {
    if (pending.tabId === tabId) await end(token, pending);
    else if (pending.shownIn === tabId && !pending.answer) await settle(token, pending, false);
  }
}

/** Wakes overlays that wait for a key. */
export async function tellUnlocked(): Promise<void> {
  for (const { id } of await browser.tabs.query({})) if (id !== undefined) tell({ news: "unlocked" }, id);
}

const isOpen = ({ asked }: Pending, now: number): boolean => stands(asked.until, now, LIFETIME);

async function settle(token: string, pending: Pending, yes: boolean, typed: string | null = null): Promise<void> {
  await write(token, { ...pending, answer: { yes, typed: yes ? typed : null } });
  tell({ news: "answered", token }, pending.tabId, pending.frameId);
}

function tell(news: OverlayNews, tabId: number, frameId?: number): void {
  // Without a listener this rejects, which is no failure.
  browser.tabs.sendMessage(tabId, news, frameId === undefined ? {} : { frameId }).catch(() => {});
}

async function end(token: string, { shownIn, answer }: Pending): Promise<void> {
  await forget(token);
  if (shownIn !== null && !answer) await browser.tabs.remove(shownIn).catch(() => {});
}

const isFrom = (pending: Pending, tabId: number | null, frameId: number | null): boolean =>
  pending.tabId === tabId && pending.frameId === frameId;

async function all(): Promise<[token: string, pending: Pending][]> {
  const kept = Object.entries(await browser.storage.session.get(null));
  return kept
    .filter(([key]) => key.startsWith(PREFIX))
    .map(([key, value]) => [key.slice(PREFIX.length), value as Pending]);
}

const read = async (token: string): Promise<Pending | null> =>
  ((await browser.storage.session.get(PREFIX + token))[PREFIX + token] as Pending | undefined) ?? null;

const write = (token: string, pending: Pending): Promise<void> =>
  browser.storage.session.set({ [PREFIX + token]: pending });

const forget = (token: string): Promise<void> => browser.storage.session.remove(PREFIX + token);
