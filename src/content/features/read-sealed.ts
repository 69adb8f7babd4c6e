import type { ReadJob } from "../../messages/channel";
import { noteFault } from "../../messages/fault";
import type { ShownArmor } from "../dom/armor-text";
import { concealElement, concealStretch, type Restore } from "../dom/conceal";
import type { Overlay } from "../dom/overlay-frame";
import { byUs, watchOwn } from "../dom/own-content";
import { visible } from "../dom/visible";
import { isolated, PAGE_SHOWS } from "../isolated";
import { type MessageView, nameOf } from "../sites/site";
import { abilitiesOfMessage } from "./abilities";
import { type FeatureContext, pageInfo } from "./feature-context";
import { giveSource } from "./give-source";
import type { ReplySealed } from "./reply-sealed";
import type { SealedFinder } from "./sealed-parts";

/** The build leaves out what the built-in webmails have no use for. */
declare const NO_CLIENT_API: true | undefined;
const MAY_SPEAK = typeof NO_CLIENT_API === "undefined";

/** After this many changes to a message by the page, its ciphertext stays instead of an overlay. */
const MOST_TOUCHED = 8;

interface Shown {
  readonly node: Node;
  readonly body: HTMLElement;
  /** The message and its sender (`nameOf`): the page may reuse the element for another message. */
  readonly of: string;
  readonly view: MessageView;
  readonly sealed: boolean;
  end(): void;
  looked(): void;
}

export interface ReadSealed {
  message(view: MessageView): void;
  /** The page was looked at again: buttons for answering may be drawn later than the message. */
  looked(): void;
  /** The sealed messages shown now. */
  messages(): MessageView[];
}

/** Opens sealed and signed messages in their place, once they come into view. */
export function readSealed(context: FeatureContext, finder: SealedFinder, reply: ReplySealed): ReadSealed {
  const { signal } = context;
  /** First node of everything found, waiting or shown: the same message may be found many times. */
  const taken = new WeakSet<Node>();
  const shown = new Set<Shown>();
  const touched = new WeakMap<HTMLElement, number>();
  const reading = new WeakMap<HTMLElement, { again: boolean }>();

  const mount = (
    view: MessageView,
    node: Node,
    place: (host: HTMLElement) => Restore,
    content: ReadJob["content"],
    alone: boolean,
  ): void => {
    // By the client API, which only pages have that the user lets have it.
    const pageShows = () => isolated.cachetPageShows?.(view.root, content);
    if (MAY_SPEAK && pageShows()) return;
    let restore: Restore = () => {};
    let overlay: Overlay | null = null;
    let covered = false;
    const live = new AbortController();
    const end = (): void => {
      if (!shown.delete(entry)) return;
      live.abort();
      byUs(() => {
        overlay?.remove();
        restore();
      });
      taken.delete(node);
    };
    /** Shows the page's own text until the page draws it anew. */
    const leave = (): void => {
      end();
      taken.add(node);
    };
    const changed = (): void => {
      for (const one of [...shown]) if (one.body === view.body) one.end();
      finder.forget(view);
      const times = (touched.get(view.body) ?? 0) + 1;
      touched.set(view.body, times);
      if (times < MOST_TOUCHED) message(view);
    };
    const cover = (): void => {
      if (!shown.has(entry) || content.form !== "files" || covered) return;
      covered = true;
      byUs(() => {
        restore = concealElement(view.body);
      });
    };
    let canReply = true;
    const looked = (): void => {
      // A button that goes is noticed when it would be pressed.
      if (canReply || !abilitiesOfMessage(view).reply) return;
      canReply = true;
      overlay?.post({ event: "canReply" });
    };
    const entry: Shown = { node, body: view.body, of: nameOf(view), view, sealed: content.form !== "key", end, looked };
    shown.add(entry);
    signal.addEventListener("abort", end, { signal: live.signal });
    if (MAY_SPEAK) context.document.addEventListener(PAGE_SHOWS, () => pageShows() && end(), { signal: live.signal });
    overlay = context.mount({
      kind: "read",
      title: context.word("read"),
      dark: context.site.dark(),
      height: 120,
      place: (host) => {
        byUs(() => {
          restore = place(host);
        });
        watchOwn(view.body, host, changed, live.signal);
      },
      job: () => {
        const { readSource, reply } = abilitiesOfMessage(view);
        canReply = reply === true;
        return {
          kind: "read",
          ...pageInfo(context),
          content,
          files: view.attachments().map((file) => file.name),
          hasSource: readSource === true,
          messageKey: view.id(),
          threadKey: view.thread(),
          alone,
          from: view.from(),
          namesOnly: view.namesOnly?.() ?? false,
          to: view.to().map((person) => person.address),
          date: view.date()?.getTime() ?? null,
          canReply,
          canForward: view.answers("forward"),
        };
      },
      onMessage: (message) => {
        if (message.event === "resize") overlay?.resize(message.height);
        else if (message.event === "wholeShown") cover();
        else if (message.event === "notSealed") {
          finder.notSealed(view);
          leave();
        }
      },
      calls: {
        ...giveSource(view, context),
        reply: ({ draftId, how }) => ({
          is: reply(view, draftId, how, () => overlay?.post({ event: "replyFailed", draftId })),
        }),
        close() {
          leave();
          return { is: "closed" };
        },
      },
      onLost: (why) => {
        end();
        // Not tried again: the page keeps showing the ciphertext.
        if (why === "blocked") taken.add(node);
        if (why === "blocked" && !signal.aborted) context.notice("blocked");
      },
      signal,
    });
  };

  const open = (view: MessageView, block: ShownArmor): void => {
    const { start, end } = block;
    if (
      !start.node.isConnected ||
      !end.node.isConnected ||
      start.offset > start.node.length ||
      end.offset > end.node.length ||
      !visible(view.body)
    ) {
      // Redrawn or hidden while it waited to come into view.
      taken.delete(start.node);
      return;
    }
    mount(view, start.node, (host) => placeFor(view.body, block, host), contentOf(block), block.alone);
  };

  const look = async (view: MessageView): Promise<void> => {
    for (const entry of [...shown])
      if (!entry.node.isConnected || (entry.body === view.body && entry.of !== nameOf(view))) entry.end();
    const { blocks, files } = await finder.find(view);
    for (const block of blocks) {
      const { node } = block.start;
      if (taken.has(node) || !node.parentElement) continue;
      taken.add(node);
      context.whenInView(node.parentElement, () => open(view, block), signal);
    }
    if (files && !taken.has(view.body)) {
      taken.add(view.body);
      const place = (host: HTMLElement): Restore => {
        view.body.before(host);
        return () => {};
      };
      context.whenInView(view.root, () => mount(view, view.body, place, { form: "files" }, true), signal);
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
        if (!signal.aborted) noteFault("a message could not be read", error);
      })
      .finally(() => {
        reading.delete(view.body);
        if (state.again && !signal.aborted) message(view);
      });
  };

  return {
    message,
    looked() {
      for (const entry of shown) entry.looked();
    },
    messages: () => [...shown].flatMap(({ sealed, view }) => (sealed ? view : [])),
  };
}

function contentOf({ kind, text }: ShownArmor): ReadJob["content"] {
  if (kind === "clipped") return { form: kind };
  return kind === "key" ? { form: kind, armored: text } : { form: "armored", kind, armored: text };
}

/** The overlay of a block alone in its message goes outside the sender's markup, whose styles could squeeze or cover it. */
function placeFor(body: HTMLElement, block: ShownArmor, host: HTMLElement): Restore {
  const roomBeside = body.parentElement && !/^(TD|TH|LI|BODY|TR|DD)$/.test(body.tagName);
  if (!block.alone || !roomBeside) return concealStretch(block.start, block.end, host);
  body.after(host);
  return concealElement(body);
}
