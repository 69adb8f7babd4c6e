// Whom the writer has seen among the recipients, in rules without side effects. The page owns the recipient fields: it can add
// somebody a moment before the press of "Seal and send". So whoever comes, or moves to another field, counts only where it
// was the writer's own act, and then only once they have stood there for a second; everybody else is held until accepted.
import { computed, signal } from "@preact/signals";
import {
  addressKey,
  RECIPIENT_FIELDS,
  type Recipient,
  type RecipientField,
  type Recipients,
} from "../../../domain/address";
import { readOnly } from "../../read-only";
import type { Session } from "../frame/connect";

/** Nobody takes in a changed row in less time. */
const LOOK_MS = 1000;
/** What the page fills in while its own window opens, as for a reply, counts as there from the start, until the first key or press. */
const OPENING_MS = 3000;
/** A press in the page comes this long before the loss of focus it causes. */
const PRESS_MS = 250;
/** Pages turn what was typed into an address only when the field is left. */
const LEFT_MS = 700;

export interface RecipientRow {
  readonly key: string;
  readonly address: string;
  readonly name: string;
  readonly field: RecipientField;
}

interface Seen {
  readonly field: RecipientField;
  readonly since: number;
  /** When the page removed them without the writer's doing; a page that redraws puts them back. */
  readonly gone: number | null;
}

export interface Hold {
  readonly now: readonly RecipientRow[];
  readonly seen: ReadonlyMap<string, Seen>;
  readonly openUntil: number;
  /** `left`: when the focus last went, and whether by the tab key. */
  readonly focus: { readonly has: boolean; readonly since: number; readonly left: number; readonly byTab: boolean };
}

export type HoldEvent =
  /** `touched`: when the writer last pressed in the page's compose window; -Infinity: never. */
  | { readonly type: "page"; readonly recipients: Recipients; readonly touched: number; readonly at: number }
  | { readonly type: "focus"; readonly at: number }
  | { readonly type: "blur"; readonly byTab: boolean; readonly at: number }
  /** A first key or press in the overlay. */
  | { readonly type: "used" }
  | { readonly type: "accept"; readonly who: readonly RecipientRow[] };

const standing = (recipients: Recipients): RecipientRow[] =>
  RECIPIENT_FIELDS.flatMap((field) =>
    recipients[field].map(({ address, name }) => ({ key: addressKey(address), address, name, field })),
  );

/** All that stands there at the beginning was there when the writer opened the overlay, `opened` ms ago. */
export function startHold(
  recipients: Recipients,
  { at, opened, has }: { at: number; opened: number; has: boolean },
): Hold {
  const now = standing(recipients);
  const seen = new Map(now.map(({ key, field }) => [key, { field, since: -Infinity, gone: null }]));
  return { now, seen, openUntil: at - opened + OPENING_MS, focus: { has, since: at, left: at, byTab: false } };
}

export function nextHold(hold: Hold, event: HoldEvent): Hold {
  switch (event.type) {
    case "page":
      return changed(hold, event);
    case "focus":
      return { ...hold, focus: { ...hold.focus, has: true, since: event.at } };
    case "blur":
      return { ...hold, focus: { has: false, since: event.at, left: event.at, byTab: event.byTab } };
    case "used":
      return { ...hold, openUntil: -Infinity };
    case "accept": {
      const seen = new Map(hold.seen);
      for (const { key, field } of event.who) {
        // The recipient is gone or has moved since they were shown, and must be accepted again.
        if (hold.now.some((one) => one.key === key && one.field === field))
          seen.set(key, { field, since: -Infinity, gone: null });
      }
      return { ...hold, seen };
    }
  }
}

/** Those nobody has seen yet, as they stand in the page. Nothing may be sealed while there are any. */
export const unseen = ({ now, seen }: Hold): readonly RecipientRow[] =>
  now.filter(({ key, field }) => seen.get(key)?.field !== field);

/** How long in ms until everybody has been there long enough to be seen; 0: everybody has. */
export const freshFor = ({ now, seen }: Hold, at: number): number =>
  Math.max(0, ...now.map(({ key }) => (seen.get(key)?.since ?? -Infinity) + LOOK_MS - at));

function changed(hold: Hold, { recipients, touched, at }: Extract<HoldEvent, { type: "page" }>): Hold {
  const now = standing(recipients);
  const own = at < hold.openUntil || isOwn(hold, touched, at);
  const seen = new Map<string, Seen>();
  for (const [key, before] of hold.seen) {
    if (now.some((one) => one.key === key)) {
      if (before.gone === null || at - before.gone < LOOK_MS) seen.set(key, { ...before, gone: null });
    } else if (hold.focus.has && !own) seen.set(key, { ...before, gone: before.gone ?? at });
  }
  if (own)
    for (const { key, field } of now)
      if (seen.get(key)?.field !== field) seen.set(key, { field, since: at, gone: null });
  return { ...hold, now, seen };
}

/** The writer was in the page, and went there by an act of their own: the page may also have taken the focus. */
function isOwn({ focus: { has, since, left, byTab } }: Hold, touched: number, at: number): boolean {
  return (byTab || touched >= left - PRESS_MS) && (!has || at - since < LEFT_MS);
}

/** Whether two lists hold the same people in the same fields, however they are named and ordered. */
export function sameRecipients(a: Recipients, b: Recipients): boolean {
  const names = (of: Recipients) => [...new Set(standing(of).map(({ key, field }) => `${field} ${key}`))].sort().join();
  return names(a) === names(b);
}

/** After the tab key the focus leaves the overlay within this time. */
const TAB_MS = 300;

/** Follows what the page does with the recipients and where the writer is meanwhile (nextHold). */
export function createRecipientWatch(session: Session<"compose">, first: Recipients) {
  const now = (): number => performance.now();
  const { opened } = session.job;
  const hold = signal(startHold(first, { at: now(), opened, has: document.hasFocus() }));
  const step = (event: HoldEvent): void => {
    hold.value = nextHold(hold.value, event);
  };
  let tabbed = -Infinity;
  const use = (event: Event): void => {
    if (!event.isTrusted) return;
    step({ type: "used" });
    if (event instanceof KeyboardEvent && event.key === "Tab") tabbed = now();
  };
  for (const type of ["pointerdown", "keydown"]) window.addEventListener(type, use, { capture: true });
  window.addEventListener("focus", () => step({ type: "focus", at: now() }));
  window.addEventListener("blur", () => step({ type: "blur", byTab: now() - tabbed < TAB_MS, at: now() }));

  /** A reloaded overlay starts with the recipients who were seen, not with those the page has by then. */
  let lastSeen = "";
  const tell = (people: Recipients): void => {
    const held = unseen(hold.value);
    const seen = (field: RecipientField) =>
      people[field].filter(({ address }) => !held.some((one) => one.address === address));
    const recipients = { to: seen("to"), cc: seen("cc"), bcc: seen("bcc"), unreadable: [] };
    const told = { recipients, stated };
    const key = JSON.stringify(told);
    if (key !== lastSeen) session.post({ event: "recipientsSeen", ...told });
    lastSeen = key;
  };
  let people = first;
  let stated = false;
  const fresh = signal(false);
  let timer = 0;
  const look = (): void => {
    const left = freshFor(hold.value, now());
    fresh.value = left > 0;
    clearTimeout(timer);
    if (left > 0) timer = window.setTimeout(look, left);
  };

  return readOnly({
    unseen: computed(() => unseen(hold.value)),
    /** Somebody came or moved by the writer's own act, less than a second ago. */
    fresh,
    /** `touched`: how long ago the writer pressed in the page's window, in ms. `own`: they wrote this list here themselves. */
    changed(recipients: Recipients, touched: number, own = false): void {
      people = recipients;
      stated = own;
      step({ type: "page", recipients, touched: now() - touched, at: now() });
      if (own) step({ type: "accept", who: hold.value.now });
      look();
      tell(people);
    },
    /** Why nothing may be sealed now; null: everybody was seen. */
    stops(): "unseen" | "fresh" | null {
      if (unseen(hold.value).length > 0) return "unseen";
      return freshFor(hold.value, now()) > 0 ? "fresh" : null;
    },
    accept(who: readonly RecipientRow[]): void {
      step({ type: "accept", who });
      tell(people);
    },
  });
}

// Recipients of whom the page may show a name that only looks like an address. They are nobody until the writer says that it is
// the address, for this message and as long as it stands there so.
export interface Unsure extends Recipient {
  readonly field: RecipientField;
}

const keyOf = ({ field, address, name }: Unsure): string => `${field} ${addressKey(address)} ${name}`;

export function createSureRecipients() {
  let confirmed = new Set<string>();

  /** The page's recipients, those who are unsure among what cannot be read, and who they are. */
  const sure = (page: Recipients): { readonly recipients: Recipients; readonly unsure: readonly Unsure[] } => {
    const doubtful = RECIPIENT_FIELDS.flatMap((field) =>
      page[field].flatMap((one) => (one.unsure ? [{ ...one, field }] : [])),
    );
    // A recipient who left the page or is shown differently now must be confirmed again.
    confirmed = new Set(doubtful.map(keyOf).filter((key) => confirmed.has(key)));
    const unsure = doubtful.filter((one) => !confirmed.has(keyOf(one)));
    const without = (field: Unsure["field"]) =>
      page[field].filter((one) => !one.unsure || confirmed.has(keyOf({ ...one, field })));
    const unreadable = [...page.unreadable, ...unsure.map(({ address }) => address)];
    const partial = page.partial && { partial: page.partial };
    return {
      recipients: { to: without("to"), cc: without("cc"), bcc: without("bcc"), unreadable, ...partial },
      unsure,
    };
  };

  return { sure, confirm: (one: Unsure) => void confirmed.add(keyOf(one)) };
}
