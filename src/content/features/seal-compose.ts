import type { OfferedFile, ToContent } from "../../messages/channel";
import { withoutQuotedArmor } from "../dom/armor-text";
import { untilAttached } from "../dom/attached";
import { concealElement, type Restore } from "../dom/conceal";
import type { Overlay } from "../dom/overlay-frame";
import { roomBelow } from "../dom/visible";
import type { ComposeBox } from "../sites/site";
import { composeLock, type Lock } from "./compose-lock";
import { pageInfo, type Room } from "./room";
import { stopPageSend } from "./stop-send";
import { type StrongAddresses, strongAddresses } from "./strong-address";

/** How long an overlay may take to say goodbye once its text is in the page. */
const GOODBYE_MS = 3000;

interface Attached {
  box: ComposeBox;
  readonly lock: Lock;
  session: { end(restoreText: boolean): void } | null;
  /** What the overlay last put into the box: sealed, or meant to be read by all. */
  placed: string | null;
}

export interface SealCompose {
  /** Tells of a compose box, new or drawn again. */
  box(box: ComposeBox): void;
  /** The next box that appears is opened on this draft. Tells whether it is still to come. */
  openNext(draftId: string, signal: AbortSignal): () => boolean;
}

/** The lock beside Send; pressed, the compose overlay takes the place of the page's editor. */
export function sealCompose(room: Room): SealCompose {
  const attached = new WeakMap<HTMLElement, Attached>();
  const strong = strongAddresses(room);
  let next: { draftId: string; signal: AbortSignal } | null = null;

  const attach = (box: ComposeBox): Attached => {
    const entry: Attached = {
      box,
      lock: composeLock(room.document, (event) => {
        if (room.trusted(event) && !entry.session) open(room, strong, entry, null);
      }),
      session: null,
      placed: null,
    };
    attached.set(box.root, entry);
    guardClearReply(room, entry);
    strong.guard(
      () => entry.box,
      () => entry.session !== null,
    );
    room.signal.addEventListener("abort", () => entry.lock.host.remove());
    return entry;
  };

  return {
    box(box) {
      const known = attached.get(box.root);
      const entry = known ?? attach(box);
      // An overlay keeps the box it took its text from; a redrawn editor under it would be another.
      if (!entry.session) entry.box = box;
      entry.lock.update(room.word("lock"), room.site.dark(), entry.session !== null);
      box.placeLock(entry.lock.host);
      if (next && !next.signal.aborted && !known) {
        const { draftId } = next;
        next = null;
        open(room, strong, entry, draftId);
      }
    },
    openNext(draftId, signal) {
      next = { draftId, signal };
      return () => next?.draftId === draftId;
    },
  };
}

function open(room: Room, strong: StrongAddresses, entry: Attached, draftId: string | null): void {
  const { box, lock } = entry;
  const session = new AbortController();
  const taken = draftId ? "" : withoutQuotedArmor(box.text()).replace(/^\n+$/, "");
  const before = box.text();
  const subject = box.subject();
  box.replaceText("");
  const subjectTaken = box.setSubject("");
  let uncover: Restore = () => {};
  let overlay: Overlay | null = null;

  const end = (restoreText: boolean): void => {
    if (session.signal.aborted) return;
    session.abort();
    entry.session = null;
    overlay?.remove();
    uncover();
    if (restoreText) {
      box.replaceText(before);
      box.setSubject(subject);
    }
    room.signal.removeEventListener("abort", gone);
    if (!room.signal.aborted) lock.update(room.word("lock"), room.site.dark(), false);
  };
  const gone = (): void => end(true);
  entry.session = { end };
  room.signal.addEventListener("abort", gone);

  const visible = roomBelow(box.cover);
  const height = Math.min(box.cover.getBoundingClientRect().height, visible);
  const state = () => ({ recipients: box.recipients(), subject: box.subject() });
  const guard = stopPageSend(
    () => box,
    () => overlay?.post({ type: "page-send-stopped" }),
    session.signal,
  );
  box.watch(() => overlay?.post({ type: "recipients", ...state() }), session.signal);

  overlay = room.mount({
    kind: "compose",
    title: room.word("compose"),
    dark: room.site.dark(),
    height: Math.max(300, height),
    place: (host) => {
      box.cover.after(host);
      uncover = concealElement(box.cover);
    },
    job: () => {
      // The frame was loaded anew: what it had begun to hand over is nobody's.
      pieces.length = 0;
      return {
        kind: "compose",
        ...pageInfo(room),
        composeKey: box.key(),
        taken,
        draftId,
        recipients: box.recipients(),
        subject,
        subjectTaken,
        canSend: box.sendButton() !== null,
        room: visible,
        height,
      };
    },
    onMessage: (message) => {
      if (message.type === "resize") overlay?.resize(message.height);
      else if (message.type === "close") end(message.restore);
      else if (message.type === "insert") void insert(message);
      else if (message.type === "piece") pieces.push(message.bytes);
      else if (message.type === "subject") box.setSubject(message.subject);
      else if (message.type === "attach")
        overlay?.post({ type: "attached", ok: box.attach(message.files.map((file) => asFile(file))) });
    },
    onLost: (why) => {
      // Taken away by the page, it has its sealed draft; never come up, the page's box gets its text back.
      end(why === "blocked");
      if (why === "blocked") room.notice("blocked");
    },
    signal: session.signal,
  });
  lock.update(room.word("lock"), room.site.dark(), true);

  const pieces: BlobPart[] = [];
  const takeBack = (): void => {
    box.replaceText("");
    box.setSubject("");
    uncover = concealElement(box.cover);
  };
  const insert = async (message: Extract<ToContent, { type: "insert" }>): Promise<void> => {
    const { text, send, replace } = message;
    const lastAt = message.files.length - 1;
    const files = message.files.map((file, at) => asFile(file, at === lastAt ? pieces.splice(0) : []));
    const refuse = (refused: "text" | "files"): void => {
      takeBack();
      overlay?.post({ type: "inserted", ok: false, sent: false, refused });
    };
    uncover();
    if (!box.replaceText(text) || !sameText(box.text(), text)) return refuse("text");
    entry.placed = text;
    if (message.subject !== null) box.setSubject(message.subject);
    const last = files.at(-1);
    if (last) {
      // A page that takes one file only, or not the odd one, gets the message itself alone.
      const taken = box.attach(files) || box.attach([last]);
      if (!taken || !(await untilAttached(box.attachmentsIn(), last.name, session.signal))) return refuse("files");
      if (session.signal.aborted) return;
    }
    // Sealed text stands in the box before its recipients become ordinary addresses.
    const refused = replace.filter(({ from, to }) => !box.replaceRecipient(from, to));
    strong.bind(
      box,
      replace.map(({ to }) => to),
    );
    if (refused.length > 0) {
      takeBack();
      overlay?.post({ type: "not-replaced", replacements: refused });
      return;
    }
    const sent = send && guard.send();
    overlay?.post({ type: "inserted", ok: true, sent, refused: null });
    if (overlay) concealElement(overlay.host);
    const timer = setTimeout(() => end(false), GOODBYE_MS);
    session.signal.addEventListener("abort", () => clearTimeout(timer));
  };
}

/** The page's subject of a sealed message, or its armor quoted below. */
const answersSealed = (box: ComposeBox): boolean =>
  /:\s*(?:\[?\.\.\.\]?|\[…\])\s*$/.test(box.subject()) || withoutQuotedArmor(box.text()) !== box.text();

/** An answer in clear to a sealed message is held once, and the user told; pressing Send again sends it. */
function guardClearReply(room: Room, entry: Attached): void {
  let told = false;
  stopPageSend(
    () => entry.box,
    () => {
      told = true;
      room.notice("clearReply", true);
    },
    room.signal,
    () =>
      !told &&
      !entry.session &&
      entry.box.root.isConnected &&
      answersSealed(entry.box) &&
      !sameText(entry.box.text(), entry.placed ?? ""),
  );
}

const asFile = ({ name, type, bytes }: OfferedFile, before: readonly BlobPart[] = []): File =>
  new File([...before, bytes], name, { type });

const sameText = (a: string, b: string): boolean => a.replace(/\s+/g, " ").trim() === b.replace(/\s+/g, " ").trim();
