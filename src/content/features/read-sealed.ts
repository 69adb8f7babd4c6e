import type { ReadJob, ToContent } from "../../messages/channel";
import type { ArmorBlock } from "../dom/armor-text";
import { concealElement, concealStretch, type Restore } from "../dom/conceal";
import type { Overlay } from "../dom/overlay-frame";
import { saveFile } from "../dom/save-file";
import type { MessageView } from "../sites/site";
import { giveHead } from "./give-head";
import { contentOf } from "./original";
import { pageInfo, type Room } from "./room";
import type { SealedFinder } from "./sealed-parts";

interface Shown {
  readonly node: Node;
  readonly sealed: boolean;
  end(): void;
}

export interface ReadSealed {
  message(view: MessageView): void;
  /** How many sealed messages this document shows. */
  count(): number;
}

/** Opens sealed and signed messages in their place, once they come into view. */
export function readSealed(
  room: Room,
  finder: SealedFinder,
  reply: (view: MessageView, draftId: string) => void,
): ReadSealed {
  const { signal } = room;
  /** First node of everything found, waiting or shown: the page may tell of the same message many times. */
  const taken = new WeakSet<Node>();
  const shown = new Set<Shown>();
  const reading = new WeakMap<HTMLElement, { again: boolean }>();

  const mount = (
    view: MessageView,
    node: Node,
    place: (host: HTMLElement) => Restore,
    content: () => Promise<ReadJob["content"]>,
    sealed = true,
  ): void => {
    let restore: Restore = () => {};
    let overlay: Overlay | null = null;
    const end = (): void => {
      if (!shown.delete(entry)) return;
      signal.removeEventListener("abort", end);
      overlay?.remove();
      restore();
      taken.delete(node);
    };
    const entry: Shown = { node, sealed, end };
    shown.add(entry);
    signal.addEventListener("abort", end);
    overlay = room.mount({
      kind: "read",
      title: room.word("read"),
      dark: room.site.dark(),
      height: 120,
      place: (host) => {
        restore = place(host);
      },
      job: async () => ({
        kind: "read",
        ...pageInfo(room),
        content: await content(),
        messageKey: view.id(),
        from: view.from(),
        to: view.to().map((person) => person.address),
        date: view.date()?.getTime() ?? null,
        canReply: true,
      }),
      onMessage: (message) => act(view, node, message, overlay, end),
      onLost: (why) => {
        end();
        // Left alone from now on: the ciphertext is what the page shows.
        if (why === "blocked") taken.add(node);
        if (why === "blocked" && !signal.aborted) room.notice("blocked");
      },
      signal,
    });
  };

  const act = (view: MessageView, node: Node, message: ToContent, overlay: Overlay | null, end: () => void): void => {
    if (message.type === "resize") overlay?.resize(message.height);
    else if (message.type === "reply") reply(view, message.draftId);
    else if (message.type === "save") void save(view, overlay);
    else if (message.type === "head" && overlay) void giveHead(view, overlay.post, room);
    else if (message.type === "close") {
      end();
      // Closed by the user: the page's own text stays until it is drawn anew.
      taken.add(node);
    }
  };

  const save = async (view: MessageView, overlay: Overlay | null): Promise<void> => {
    try {
      if (!view.rawSource) throw new Error("this webmail offers no source");
      const source = await view.rawSource(signal);
      room.sourceSeen(source);
      saveFile(room.document, "message.eml", source, "message/rfc822");
      overlay?.post({ type: "saved", ok: true });
    } catch {
      if (signal.aborted) return;
      overlay?.post({ type: "saved", ok: false });
      room.notice("saveFailed");
    }
  };

  const open = (view: MessageView, block: ArmorBlock): void => {
    const { start, end } = block;
    if (
      !start.node.isConnected ||
      !end.node.isConnected ||
      start.offset > start.node.length ||
      end.offset > end.node.length
    ) {
      // Drawn anew while it waited to be seen.
      taken.delete(start.node);
      return;
    }
    mount(
      view,
      start.node,
      (host) => placeFor(view.body, block, host),
      () => contentOf(view, block, room),
      block.kind !== "key",
    );
  };

  const look = async (view: MessageView): Promise<void> => {
    for (const entry of [...shown]) if (!entry.node.isConnected) entry.end();
    const { blocks, file } = await finder.find(view);
    for (const block of blocks) {
      const { node } = block.start;
      if (taken.has(node) || !node.parentElement) continue;
      taken.add(node);
      room.whenInView(node.parentElement, () => open(view, block), signal);
    }
    if (file && !taken.has(view.body)) {
      taken.add(view.body);
      const { form, name } = file;
      const content = async (): Promise<ReadJob["content"]> => ({
        form,
        fileName: name,
        canSave: view.rawSource !== null,
      });
      const place = (host: HTMLElement): Restore => {
        view.body.before(host);
        return () => {};
      };
      room.whenInView(view.root, () => mount(view, view.body, place, content), signal);
    }
  };

  const message = (view: MessageView): void => {
    const busy = reading.get(view.body);
    if (busy) {
      busy.again = true;
      return;
    }
    const state = { again: false };
    reading.set(view.body, state);
    look(view)
      .catch((error: unknown) => {
        if (!signal.aborted)
          console.error("cachet: a message could not be read", error instanceof Error ? error.stack : typeof error);
      })
      .finally(() => {
        reading.delete(view.body);
        if (state.again && !signal.aborted) message(view);
      });
  };

  return { message, count: () => [...shown].filter((entry) => entry.sealed).length };
}

/** A block alone in its message leaves the sender's markup, whose styles could squeeze or cover the overlay. */
function placeFor(body: HTMLElement, block: ArmorBlock, host: HTMLElement): Restore {
  const roomBeside = body.parentElement && !/^(TD|TH|LI|BODY|TR|DD)$/.test(body.tagName);
  if (!block.alone || !roomBeside) return concealStretch(block.start, block.end, host);
  body.after(host);
  return concealElement(body);
}
