import { addressKey } from "../../domain/address";
import type { OfferedFile, Replacement } from "../../messages/channel";
import type { Changed, Insert, InsertAnswer, SealedTo } from "../../messages/page-calls";
import { isUploading, REMOVING_MS, timesListed, untilAttached, untilGone } from "../dom/attached";
import { press } from "../dom/press";
import type { ComposeBox } from "../sites/site";

export interface Placing {
  /** Puts the parts into the box and, if requested, sends. On failure the box is as it was before. */
  insert(box: ComposeBox, request: Insert, context: InsertContext): Promise<InsertAnswer>;
  /** Takes back at once what an unfinished insert has put in. */
  takeBack(): void;
  /** Names of our files that remain in the box without their message, or that the page may still be taking in. */
  left(): string[];
  /** Whether the page sends the sealed entity it was given; false: the mail was changed since. Undefined: it was given none. */
  carries(): boolean | undefined;
  /** Records sealed files that were in the box before. */
  holds(box: ComposeBox, names: readonly string[]): void;
  /** Attaches files that anybody may see, beside everything else in the box. */
  attach(box: ComposeBox, files: readonly OfferedFile[]): boolean;
}

export interface InsertContext {
  /** Cancels this one insert. */
  readonly signal: AbortSignal;
  readonly uncover: () => void;
  readonly cover: () => void;
  readonly bind: (addresses: readonly string[]) => void;
  /** Presses the page's own Send. False: there is none. */
  readonly press: () => boolean;
}

/** A file handed to the page: how often its name was listed before, and the removal under way, if any. */
interface Handed {
  readonly box: ComposeBox;
  readonly before: number;
  going: Promise<void> | null;
}

const shownIn = (box: ComposeBox) => ({ within: box.attachmentsIn(), body: box.body, rows: box.attachments });

/** Tracks what Cachet puts into one box of the page, so that all of it can be taken back. `signal`: the page's. */
export function placingIn(signal: AbortSignal): Placing {
  const handed = new Map<string, Handed>();
  const open: string[] = [];
  let carried: { readonly whole: () => boolean; readonly end: () => void } | null = null;
  let undo: (() => void) | null = null;

  const isListed = (name: string, { box, before }: Handed): boolean => timesListed(shownIn(box), name) > before;
  const left = (): string[] =>
    [...handed].filter(([name, file]) => file.going !== null || isListed(name, file)).map(([name]) => name);

  /** A page that is still uploading lists the file later, and then it is removed, too. */
  const remove = async (name: string, file: Handed): Promise<void> => {
    const { box, before } = file;
    let gone = false;
    for (let tries = 0; tries < 3 && !gone; tries++) {
      // Older files of that name are listed before it, newer ones after it.
      const rows = box.attachments?.().filter((row) => row.name === name) ?? [];
      const remove = rows[before]?.remove;
      if (remove) press(remove);
      gone = !!remove && (await untilGone(shownIn(box), name, signal, rows.length - 1)) && !isUploading(shownIn(box));
      if (!gone && (!(await untilAttached(shownIn(box), name, signal, before)) || !box.attachments)) break;
    }
    file.going = null;
    if (gone || !isListed(name, file)) handed.delete(name);
  };
  const removeAll = (): void => {
    for (const [name, file] of handed) file.going ??= remove(name, file);
  };
  /** Removes our files from the box; returns the names of those that remain. */
  const cleaned = async (stop: AbortSignal): Promise<string[]> => {
    removeAll();
    const gone = Promise.all([...handed.values()].map(({ going }) => going));
    const stopped = new Promise<void>((resolve) => stop.addEventListener("abort", () => resolve(), { once: true }));
    if (handed.size > 0) await Promise.race([gone, stopped]);
    return left();
  };
  const hand = (box: ComposeBox, files: readonly OfferedFile[]): readonly string[] | null => {
    const before = new Map(files.map(({ name }) => [name, timesListed(shownIn(box), name)]));
    const given = files.map(asFile);
    // If a page takes one file only, or refuses one of them, it gets the message alone, which is the last.
    const taken = [given, given.slice(-1)].find((some) => box.attach(some))?.map(({ name }) => name) ?? null;
    for (const name of taken ?? []) handed.set(name, { box, before: before.get(name)!, going: null });
    return taken;
  };

  return {
    left,
    carries: () => carried?.whole(),
    takeBack: () => undo?.(),
    holds(box, names) {
      for (const name of names) handed.set(name, { box, before: 0, going: null });
    },
    attach(box, files) {
      for (const { name } of files) open.push(name);
      return box.attach(files.map(asFile));
    },
    async insert(box, request, { signal: stop, uncover, cover, bind, press: pressSend }) {
      const { text, files, subject, replace, send } = request;
      if (handed.size > 0) {
        const still = await cleaned(stop);
        if (stop.aborted) return { is: "cancelled", left: still };
        if (still.length > 0) return { is: "files-left", left: still };
      }
      const replaced: Replacement[] = [];
      undo = () => {
        undo = null;
        if (!box.root.isConnected) return;
        box.replaceText("");
        if (subject !== null) box.setSubject("");
        for (const { from, to } of replaced.reverse()) box.replaceRecipient(to, from);
        removeAll();
        cover();
      };
      const refuse = <A extends InsertAnswer>(answer: A): A => {
        undo?.();
        return { ...answer, left: left() };
      };
      uncover();
      if (!box.replaceText(text) || !sameText(box.text(), text)) return refuse({ is: "text-refused" });
      if (subject !== null) box.setSubject(subject);
      const last = files.at(-1);
      if (last) {
        const listed = timesListed(shownIn(box), last.name);
        const attached = hand(box, files) && (await untilAttached(shownIn(box), last.name, stop, listed));
        if (stop.aborted) {
          undo?.();
          return { is: "cancelled", left: await cleaned(soon()) };
        }
        if (!attached) {
          // The page had its time: a file that it does not list was not taken.
          for (const [name, file] of handed) if (!isListed(name, file)) handed.delete(name);
          return refuse({ is: "files-refused" });
        }
      }
      // Taken back in the meantime, because the overlay is gone.
      if (!undo) return { is: "cancelled", left: left() };
      // The box holds sealed text before its recipients become ordinary addresses.
      bind(replace.map(({ to }) => to));
      for (const one of replace) if (box.replaceRecipient(one.from, one.to)) replaced.push(one);
      const refused = replace.filter((one) => !replaced.includes(one));
      if (refused.length > 0) return refuse({ is: "not-replaced", replacements: refused });
      // From here to the press nothing may be awaited: the page could change the box in between.
      const what = changedIn(box, request, open);
      if (what) return refuse({ is: "changed", what });
      const { entity } = request;
      const whole = (): boolean => !changedIn(box, { ...request, subject: null, send: entity!.to }, []);
      const end = entity && whole() && box.sendEntity?.(entity.armored, whole, signal);
      if (entity && !end) return refuse({ is: "entity-refused" });
      carried?.end();
      carried = end ? { whole, end } : null;
      undo = null;
      return { is: "inserted", sent: send && pressSend() };
    },
  };
}

/** Null if the box holds exactly these parts and its recipients are exactly those the message was encrypted to. */
function changedIn(box: ComposeBox, request: Insert, open: readonly string[]): Changed | null {
  const { text, files, subject, send, clear } = request;
  if (!sameText(box.text(), text)) return "text";
  if (subject !== null && !sameText(box.subject(), subject)) return "subject";
  if (clear || !send) return null;
  const names = files.map(({ name }) => name);
  // One row for each file: a second row with the name of one of ours is of unknown origin.
  const ours = [...names, ...open];
  for (const { name } of box.attachments?.() ?? []) {
    const at = ours.indexOf(name);
    if (at < 0) return "files";
    ours.splice(at, 1);
  }
  if (names.length > 0 && timesListed(shownIn(box), names.at(-1)!) === 0) return "files";
  // The account does not change while the box is open: only a From shown by the page can have changed.
  const from = box.from()?.address;
  if (from !== undefined && addressKey(from) !== addressKey(send.from ?? "")) return "from";
  return isFor(box, send) ? null : "recipients";
}

function isFor(box: ComposeBox, { open, hidden, beside }: SealedTo): boolean {
  const { to, cc, bcc, unreadable } = box.recipients();
  const of = (list: typeof to): string[] => list.map(({ address }) => address);
  const shown = of([...to, ...cc]);
  if (!beside) return unreadable.length === 0 && placesOf(shown, of(bcc)) === placesOf(open, hidden);
  const within = (some: readonly string[], all: readonly string[]): boolean => {
    const keys = new Set(all.map(addressKey));
    return some.every((one) => keys.has(addressKey(one)));
  };
  // What the page does not tell is the writer's word; what it does tell must agree with it.
  return (
    unreadable.every((entry) => beside.unreadable.includes(entry)) &&
    within(shown, [...open, ...beside.people]) &&
    within(of(bcc), [...hidden, ...beside.people])
  );
}

/** Each address once; one that is both visible and hidden counts as visible. */
function placesOf(open: readonly string[], hidden: readonly string[]): string {
  const seen = new Set(open.map(addressKey));
  const blind = new Set(hidden.map(addressKey).filter((key) => !seen.has(key)));
  return [[...seen].sort(), [...blind].sort()].join(" bcc ");
}

/** How long the page may take to remove what was cancelled. */
function soon(): AbortSignal {
  const over = new AbortController();
  setTimeout(() => over.abort(), REMOVING_MS);
  return over.signal;
}

const asFile = ({ name, type, bytes }: OfferedFile): File => new File([bytes], name, { type });

export const sameText = (a: string, b: string): boolean =>
  a.replace(/\s+/g, " ").trim() === b.replace(/\s+/g, " ").trim();
