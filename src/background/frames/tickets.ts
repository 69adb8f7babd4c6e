// One-time tickets that bind an overlay to the tab and frame that mounted it. The content script draws the ticket; the
// overlay shows it once. Kept in storage.session, so that a worker dying in between loses nothing.
import { fail, ok } from "../../domain/result";
import { stands } from "../../domain/stamps";
import type { Answers, Request } from "../../messages/calls";
import type { Sender } from "../../messages/serve";
import type { Known, TicketKind, Trouble } from "../../messages/ticket";
import browser from "../../platform/browser";
import { allIdentities, openOwnKeys } from "../own-keys/identities";
import { faultOfClock } from "../settings/clock";
import { currentSettings, settingsToRead } from "../settings/settings";
import { orTrouble } from "../store/stored";
import { begin } from "./begin";

interface Ticket {
  readonly tabId: number;
  readonly frameId: number;
  readonly kind: TicketKind;
  readonly expires: number;
  /** Its lifetime in ms when `expires` was set; left out: LIFETIME. */
  readonly life?: number;
  /** The overlay's frame. */
  readonly claimedBy: number | null;
  /** The content script's tab and frame, for an extension window in another tab. */
  readonly page?: Page;
}

export interface Page {
  readonly tabId: number;
  readonly frameId: number;
}

/** Prefix of entries for the frame that a compose ticket admitted: only it may hand its line over to a window, once. */
const MOUNT = "mount:";

const LIFETIME = 60_000;
/** For a frame that was admitted but only told of storage trouble: freeing disk space takes longer than a minute. */
const IN_TROUBLE = 24 * 3600_000;
/** The overlay may load before the content script's call arrives. */
const PATIENCE = 2_000;
const PREFIX = "ticket:";

const isGood = ({ expires, life = LIFETIME }: Ticket, now: number): boolean => stands(expires, now, life);

/** Claims waiting for their ticket to be opened. */
const waiting = new Map<string, () => void>();
/** Tickets this worker registered. A second registration in the same worker is not a retry. */
const opened = new Set<string>();
/** Tickets this worker handed out. A claim retried after the worker died is answered again, but only to the same frame. */
const handedOut = new Set<string>();
/** Tickets this worker handed over; concurrent calls share one result. */
const taken = new Set<string>();

export async function openTicket(
  { ticket, kind }: Request<"ticket.open">,
  { tabId, frameId }: Sender,
  now = Date.now(),
): Promise<Answers["ticket.open"]> {
  if (tabId === null || frameId === null) throw new Error("content script without a tab");
  const known = await read(ticket);
  if (known) {
    // A repeated call, because the worker died before it answered.
    const same = known.tabId === tabId && known.frameId === frameId && known.kind === kind && !opened.has(ticket);
    return same ? ok(null) : fail("taken");
  }
  opened.add(ticket);
  await write(ticket, { tabId, frameId, kind, expires: now + LIFETIME, claimedBy: null });
  waiting.get(ticket)?.();
  // The overlay is still loading and nobody waits for this answer, so there is time to prepare the keys. A key that does not
  // open is reported when it is needed.
  if (kind !== "badge")
    begin()
      .then(openOwnKeys)
      .catch(() => {});
  await dropExpired(now);
  return ok(null);
}

export async function claimTicket(
  { ticket }: Request<"ticket.claim">,
  { tabId, frameId }: Sender,
  clock: () => number = Date.now,
): Promise<Answers["ticket.claim"]> {
  const found = (await read(ticket)) ?? (await opening(ticket));
  if (!found || !isGood(found, clock()) || found.tabId !== tabId || frameId === null) return fail("no-ticket");
  const again = found.claimedBy !== null;
  if (handedOut.has(ticket) || (again && found.claimedBy !== frameId)) return fail("no-ticket");
  handedOut.add(ticket);
  const [known] = await Promise.all([
    knownTo(found.kind, clock()),
    write(ticket, { ...found, claimedBy: frameId }),
  ]).catch((error) => {
    // Nothing was handed out, so the claim may be repeated.
    handedOut.delete(ticket);
    throw error;
  });
  const { kind } = found;
  const page = found.page ?? { tabId, frameId: found.frameId };
  if ("trouble" in known) {
    await write(ticket, { ...found, claimedBy: frameId, expires: clock() + IN_TROUBLE, life: IN_TROUBLE });
    handedOut.delete(ticket);
  } else if (kind === "compose" && !found.page)
    await browser.storage.session.set({ [MOUNT + ticket]: { page, claimedBy: frameId } });
  return ok({ ...page, kind, known });
}

/** Without a known policy nothing is encrypted, but reading goes on. */
async function knownTo(kind: TicketKind, now: number): Promise<Known | { trouble: Trouble }> {
  const known = await orTrouble("ticket.claim", async () => {
    await begin();
    const [settings, identities, clockFault] = await Promise.all([
      kind === "compose" ? currentSettings() : settingsToRead(),
      allIdentities(),
      faultOfClock(now),
    ]);
    return { settings, identities, clockFault };
  });
  return known.ok ? known.value : { trouble: known.code };
}

/** Null: the ticket did not admit this frame, or the frame has already handed its line over. */
export async function takeMount(
  ticket: string,
  tabId: number | null,
  frameId: number | null,
): Promise<{ readonly page: Page; giveBack(): Promise<void> } | null> {
  const key = MOUNT + ticket;
  const mount = (await browser.storage.session.get(key))[key] as { page: Page; claimedBy: number } | undefined;
  if (!mount || mount.page.tabId !== tabId || mount.claimedBy !== frameId || taken.has(ticket)) return null;
  taken.add(ticket);
  await browser.storage.session.remove(key);
  return {
    page: mount.page,
    async giveBack() {
      taken.delete(ticket);
      await browser.storage.session.set({ [key]: mount });
    },
  };
}

/** For the window in `tabId`, which is loading already. */
export async function grantTicket(
  ticket: string,
  { tabId, page }: { readonly tabId: number; readonly page: Page },
  now = Date.now(),
): Promise<void> {
  opened.add(ticket);
  await write(ticket, { tabId, frameId: 0, kind: "compose", expires: now + LIFETIME, claimedBy: null, page });
  waiting.get(ticket)?.();
}

/** Waits for ticket.open, at most two seconds. */
async function opening(ticket: string): Promise<Ticket | null> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, PATIENCE);
    waiting.set(ticket, () => {
      clearTimeout(timer);
      resolve();
    });
  });
  waiting.delete(ticket);
  return read(ticket);
}

async function read(ticket: string): Promise<Ticket | null> {
  const key = PREFIX + ticket;
  return ((await browser.storage.session.get(key))[key] as Ticket | undefined) ?? null;
}

const write = (ticket: string, value: Ticket): Promise<void> =>
  browser.storage.session.set({ [PREFIX + ticket]: value });

async function dropExpired(now: number): Promise<void> {
  const all = await browser.storage.session.get(null);
  const expired = Object.entries(all).filter(([key, value]) => key.startsWith(PREFIX) && !isGood(value as Ticket, now));
  if (expired.length > 0) await browser.storage.session.remove(expired.map(([key]) => key));
}
