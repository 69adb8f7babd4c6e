import { computed, signal } from "@preact/signals";
import type { RecipientField, Recipients } from "../../../../domain/address";
import type { Session } from "../../frame/connect";
import { freshFor, type HoldEvent, nextHold, type RecipientRow, startHold, unseen } from "./recipient-hold";

/** The tab key leaves the overlay at once; the focus is gone within this. */
const TAB_MS = 300;

/** Follows what the page does with the recipients and where the writer is meanwhile (recipient-hold.ts). */
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

  /** An overlay that is loaded anew starts with those seen, and not with whom the page has by then. */
  let told = "";
  const tell = (people: Recipients): void => {
    const held = unseen(hold.value);
    const seen = (field: RecipientField) =>
      people[field].filter(({ address }) => !held.some((one) => one.address === address));
    const recipients = { to: seen("to"), cc: seen("cc"), bcc: seen("bcc"), unreadable: [] };
    const key = JSON.stringify(recipients);
    if (key !== told) session.post({ type: "seen", recipients });
    told = key;
  };
  let people = first;
  const fresh = signal(false);
  let timer = 0;
  const look = (): void => {
    const left = freshFor(hold.value, now());
    fresh.value = left > 0;
    clearTimeout(timer);
    if (left > 0) timer = window.setTimeout(look, left);
  };

  return {
    unseen: computed(() => unseen(hold.value)),
    /** Somebody came or moved by the writer's own act, less than a second ago. */
    fresh,
    /** `touched`: how long ago the writer pressed in the page's window, in ms. */
    changed(recipients: Recipients, touched: number): void {
      people = recipients;
      step({ type: "page", recipients, touched: now() - touched, at: now() });
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
  };
}
