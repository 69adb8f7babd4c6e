import type { PageCalls } from "../../messages/page-calls";
import { withoutQuotedArmor } from "../dom/armor-text";
import { concealElement, type Restore } from "../dom/conceal";
import type { Overlay } from "../dom/overlay-frame";
import { roomBelow } from "../dom/visible";
import type { ComposeBox } from "../sites/site";
import { abilitiesOfCompose } from "./abilities";
import { composeLock, type Lock } from "./compose-lock";
import { type FeatureContext, pageInfo } from "./feature-context";
import { type Placing, placingIn, sameText } from "./placing";
import { stopPageSend } from "./stop-send";
import { type StrongAddresses, strongAddresses } from "./strong-address";

/** Time in ms that an overlay may take to close once its text is in the page. */
const GOODBYE_MS = 3000;

/** Time in ms in which a Send can be undone (background/mail/drafts.ts keeps the draft as long). */
const UNDO_MS = 60 * 60 * 1000;

interface Attached {
  box: ComposeBox;
  readonly lock: Lock;
  readonly placing: Placing;
  session: { end(restoreText: boolean): void } | null;
  /** What the overlay last put into the box: sealed, or meant to be in clear. */
  placed: string | null;
  /** The last warning about a text in clear: the reason, and the recipients. */
  told: string | null;
}

/** A message sealed and sent from this page, in case the page reopens its window (Undo Send). */
interface Sent {
  readonly text: string;
  readonly files: readonly string[];
  readonly until: number;
}

interface Composing {
  readonly context: FeatureContext;
  readonly strong: StrongAddresses;
  readonly sent: Sent[];
  /** Boxes under an overlay. */
  readonly open: Set<ComposeBox>;
}

export interface SealCompose {
  /** Handles a compose box, new or redrawn. */
  box(box: ComposeBox): void;
  /** Opens this draft in the next box that appears, or in a `known` one. The result tells whether it is still waiting. */
  openNext(draftId: string, signal: AbortSignal, known?: boolean): () => boolean;
  /** The boxes under an overlay now. */
  composes(): ComposeBox[];
}

/** Puts the lock beside Send; when it is pressed, the compose overlay replaces the page's editor. */
export function sealCompose(context: FeatureContext): SealCompose {
  const attached = new WeakMap<HTMLElement, Attached>();
  const composing: Composing = { context, strong: strongAddresses(context), sent: [], open: new Set() };
  let next: { draftId: string; signal: AbortSignal; known: boolean } | null = null;

  const attach = (box: ComposeBox): Attached => {
    const entry: Attached = {
      box,
      lock: composeLock(context.document, (event) => {
        if (context.trusted(event) && !entry.session) open(composing, entry, null, true);
      }),
      placing: placingIn(context.signal),
      session: null,
      placed: null,
      told: null,
    };
    attached.set(box.root, entry);
    guardClear(context, entry);
    composing.strong.guard(
      () => entry.box,
      () => entry.session !== null || entry.placing.carries() === true,
    );
    context.signal.addEventListener("abort", () => entry.lock.host.remove());
    return entry;
  };

  return {
    box(box) {
      const known = attached.get(box.root);
      const entry = known ?? attach(box);
      // An open overlay keeps the box it took its text from: a redrawn editor would be a different one.
      if (!entry.session) entry.box = box;
      entry.lock.update(context.word("lock"), context.site.dark(), entry.session !== null);
      box.placeLock(entry.lock.host);
      if (next && !next.signal.aborted && (!known || (next.known && !entry.session))) {
        const { draftId } = next;
        next = null;
        open(composing, entry, draftId, true);
      } else if (entry.placed === null && !entry.session) broughtBack(composing, entry);
    },
    openNext(draftId, signal, known = false) {
      next = { draftId, signal, known };
      return () => next?.draftId === draftId;
    },
    composes: () => [...composing.open],
  };
}

/** If the page undid a Send, its new window holds the ciphertext, and the overlay opens the draft of it. */
function broughtBack(composing: Composing, entry: Attached): void {
  const found = composing.sent.find(({ text, until }) => until > Date.now() && sameText(text, entry.box.text()));
  if (!found) return;
  composing.sent.splice(composing.sent.indexOf(found), 1);
  entry.placed = found.text;
  entry.placing.holds(entry.box, found.files);
  open(composing, entry, null);
}

function open(composing: Composing, entry: Attached, draftId: string | null, pressed = false): void {
  const { context, strong } = composing;
  const { box, lock, placing } = entry;
  const session = new AbortController();
  entry.told = null;
  const taken = draftId ? "" : withoutQuotedArmor(box.text()).replace(/^\n+$/, "");
  const before = box.text();
  const subject = box.subject();
  box.replaceText("");
  const subjectTaken = box.setSubject("");
  let uncover: Restore = () => {};
  let overlay: Overlay | null = null;

  /** Our files that forbid restoring the text: text in clear must never stand beside a sealed file. */
  const sealedLeft = (): string[] => (entry.placed !== null && sameText(before, entry.placed) ? [] : placing.left());
  const end = (restoreText: boolean): void => {
    if (session.signal.aborted) return;
    // Removing the overlay also cancels its pending calls.
    overlay?.remove();
    placing.takeBack();
    session.abort();
    entry.session = null;
    composing.open.delete(box);
    uncover();
    if (restoreText && sealedLeft().length === 0) {
      box.replaceText(before);
      box.setSubject(subject);
    }
    if (!context.signal.aborted) lock.update(context.word("lock"), context.site.dark(), false);
  };
  entry.session = { end };
  composing.open.add(box);
  context.signal.addEventListener("abort", () => end(true), { signal: session.signal });

  const visible = roomBelow(box.cover);
  const height = Math.min(box.cover.getBoundingClientRect().height, visible);
  const from = () => box.from() ?? context.site.account();
  let known = box.recipients();
  let stated = false;
  let draft = draftId;
  const opened = performance.now();
  let touchedAt = opened;
  let pressedAt = opened;
  // A recipient added without a press of the user is held (overlays/recipients/recipient-hold.ts).
  context.document.defaultView?.addEventListener(
    "pointerdown",
    (event) => {
      if (!context.trusted(event)) return;
      pressedAt = performance.now();
      if (event.composedPath().includes(box.root)) touchedAt = pressedAt;
    },
    { capture: true, signal: session.signal },
  );
  const tell = (): void =>
    overlay?.post({
      event: "recipientsChanged",
      from: from(),
      recipients: box.recipients(),
      subject: box.subject(),
      touched: performance.now() - touchedAt,
    });
  const guard = stopPageSend(
    () => box,
    () => overlay?.post({ event: "sendStopped" }),
    session.signal,
  );
  box.watch(tell, session.signal);

  const insert = async (request: PageCalls["insert"]["request"], signal: AbortSignal) => {
    const answer = await placing.insert(box, request, {
      signal,
      uncover: () => uncover(),
      cover: () => {
        uncover();
        uncover = concealElement(box.cover);
      },
      bind: (addresses) => strong.bind(box, addresses),
      press: guard.send,
    });
    if (answer.is !== "inserted") return answer;
    entry.placed = request.text;
    if (answer.sent) {
      const files = request.files.map(({ name }) => name);
      composing.sent.push({ text: request.text, files, until: Date.now() + UNDO_MS });
    }
    // Without a Send to press, the overlay says so.
    if (answer.sent === false || !overlay) return answer;
    concealElement(overlay.host);
    const timer = setTimeout(() => end(false), GOODBYE_MS);
    session.signal.addEventListener("abort", () => clearTimeout(timer));
    return answer;
  };
  overlay = context.mount({
    kind: "compose",
    title: context.word("compose"),
    dark: context.site.dark(),
    height: Math.max(300, height),
    place: (host) => {
      box.cover.after(host);
      uncover = concealElement(box.cover);
    },
    job: () => {
      setTimeout(tell);
      const first = pressed;
      pressed = false;
      return {
        kind: "compose",
        ...pageInfo(context),
        composeKey: box.key(),
        taken,
        draftId: draft,
        from: from(),
        recipients: known,
        stated,
        subject,
        subjectTaken,
        canSend: abilitiesOfCompose(box).pressSend === true,
        entityRoom: box.entityRoom?.() ?? 0,
        room: visible,
        height,
        opened: performance.now() - opened,
        pressed: first,
      };
    },
    onMessage: (message) => {
      if (message.event === "resize") overlay?.resize(message.height);
      else if (message.event === "movedToWindow") {
        draft = message.draftId;
        overlay?.lend(message.ticket);
      } else if (message.event === "draftNamed") draft = message.draftId;
      else if (message.event === "back") overlay?.post(message);
      else if (message.event === "recipientsSeen") ({ recipients: known, stated } = message);
    },
    calls: {
      insert,
      attach: ({ files }) => ({ is: placing.attach(box, files) ? "attached" : "files-refused" }),
      setSubject: (request) => ({ is: box.setSubject(request.subject) ? "set" : "no-field" }),
      focus: () => ({
        is: "told",
        // Switching to another window leaves this one's focused element unchanged, hence hasFocus().
        here: context.document.hasFocus() && context.document.activeElement !== overlay?.host,
        pressed: performance.now() - pressedAt,
      }),
      close({ restore }) {
        const left = restore ? sealedLeft() : [];
        if (left.length > 0) return { is: "files-left", left };
        end(restore);
        return { is: "closed" };
      },
    },
    // The new frame starts from the draft, not from what the old one put in.
    onReload: () => placing.takeBack(),
    onLost: (why) => {
      // An overlay that the page removed has its sealed draft; for one that never connected, the box gets its text back.
      end(why === "blocked");
      if (why === "blocked") context.notice("blocked");
    },
    signal: session.signal,
  });
  lock.update(context.word("lock"), context.site.dark(), true);
}

/** Whether the subject is the placeholder of a sealed message, or the text quotes its armor. */
const answersSealed = (box: ComposeBox): boolean =>
  /:\s*(?:\[?\.\.\.\]?|\[…\])\s*$/.test(box.subject()) || withoutQuotedArmor(box.text()) !== box.text();

/** In ms: a double click, a held key and a key's release belong to the press that was stopped. */
const ONE_PRESS_MS = 700;

/**
 * Holds Send once for an answer in clear to a sealed message, for a text in clear beside a sealed file of ours, and for a mail
 * changed since the page was given its sealed entity, which then does not go with it. The user is told, and the next press sends,
 * provided that recipients and reason are the same and nothing was sealed here in between.
 */
function guardClear(context: FeatureContext, entry: Attached): void {
  let heldAt = 0;
  let why: "clearReply" | "sealedLeft";
  let about: string;
  stopPageSend(
    () => entry.box,
    () => {
      if (entry.told !== about) context.notice(why, true);
      entry.told = about;
    },
    context.signal,
    () => {
      const { box, placed, placing, session, told } = entry;
      const changed = placing.carries() === false;
      if (session || !box.root.isConnected || (!changed && sameText(box.text(), placed ?? ""))) return false;
      const left = changed || placing.left().length > 0;
      if (!left && !answersSealed(box)) return false;
      why = left ? "sealedLeft" : "clearReply";
      about = why + JSON.stringify(box.recipients());
      const now = performance.now();
      if (told === about && now - heldAt > ONE_PRESS_MS) return false;
      heldAt = now;
      return true;
    },
  );
}
