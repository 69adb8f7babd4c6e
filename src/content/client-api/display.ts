// createDisplayContainer: the read overlay in an element of the page. The page chose the ciphertext, so it learns little of what
// became of it, and never sooner than after a fixed time; and no key is used before the user pressed something.
import { fail, ok } from "../../domain/result";
import type { ReadJob, ToContent } from "../../messages/channel";
import type { ClientArguments } from "../../messages/client-arguments";
import type { OverlayLines } from "../dom/overlay-line";
import { visible } from "../dom/visible";
import { type Container, mountContainer } from "./container-frame";
import { notePageShown } from "./page-shows";
import type { Presses } from "./presses";
import type { ClientResult } from "./refusals";

const MESSAGE = /^\s*-----BEGIN PGP MESSAGE-----[\s\S]+-----END PGP MESSAGE-----\s*$/;
/** The page hears after this time in ms, or a multiple of it: what lies within cannot be told by how long it takes. */
const LEAST_MS = 1000;
/** Frames that a document may hold open at once. */
const MOST_OPEN = 20;

export interface DisplayWorld {
  readonly document: Document;
  readonly lines: OverlayLines;
  readonly presses: Presses;
  readonly title: string;
  readonly open: Map<Element, Container>;
  readonly signal: AbortSignal;
}

type Shown = { readonly error?: { readonly code: string; readonly message: string } };

/** The two failures a page may tell apart. */
const ERRORS = {
  "no-key": { code: "NO_KEY_FOUND", message: "There is no key for this message." },
  failed: { code: "DECRYPT_ERROR", message: "The message cannot be shown." },
} as const;

export async function createDisplayContainer(
  [selector, armored, options]: ClientArguments["createDisplayContainer"],
  world: DisplayWorld,
): Promise<ClientResult<Shown>> {
  const parent = elementAt(world.document, selector);
  if (!parent) return fail("INVALID_SELECTOR");
  if (!MESSAGE.test(armored)) return fail("WRONG_ARMORED_TYPE");
  world.open.get(parent)?.remove();
  world.open.delete(parent);
  if (world.open.size >= MOST_OPEN) return fail("TOO_MANY_REQUESTS");
  const from = options?.senderAddress ?? null;
  const began = performance.now();
  const answer = await show(parent, armored, from, world);
  await untilWhole(performance.now() - began);
  return ok(answer);
}

/** The element a page means, in the frame it calls from. */
export function elementAt(document: Document, selector: string): HTMLElement | null {
  try {
    const element = document.querySelector(selector);
    return element instanceof HTMLElement ? element : null;
  } catch {
    return null;
  }
}

function show(parent: HTMLElement, armored: string, from: string | null, world: DisplayWorld): Promise<Shown> {
  const { document, presses, open, signal } = world;
  // One press opens one message, and only where the user can see it appear.
  const held = !(inSight(parent) && presses.spend());
  let resolve: (shown: Shown) => void;
  const promise = new Promise<Shown>((settle) => {
    resolve = settle;
  });
  const job: ReadJob = {
    kind: "read",
    place: document.location.origin,
    account: null,
    dark: false,
    content: { form: "armored", kind: "message", armored },
    files: [],
    hasSource: false,
    messageKey: null,
    threadKey: null,
    alone: true,
    from: from === null ? null : { address: from, name: "" },
    namesOnly: false,
    to: [],
    date: null,
    canReply: false,
    canForward: false,
    byPage: { held },
  };
  const onMessage = (message: ToContent): void => {
    if (message.event === "pageShown") resolve(message.as === "shown" ? {} : { error: ERRORS[message.as] });
  };
  const nothing = { is: "given", value: null } as const;
  const lost = (): void => {
    open.delete(parent);
    resolve({ error: ERRORS.failed });
  };
  const container = mountContainer(world.lines, {
    parent,
    kind: "read",
    title: world.title,
    job: () => job,
    calls: {
      source: () => nothing,
      header: () => nothing,
      file: () => nothing,
      close() {
        container.remove();
        lost();
        return { is: "closed" };
      },
    },
    onMessage,
    onPlaced: (ended) => notePageShown(parent, armored, ended),
    onLost: lost,
    signal,
  });
  open.set(parent, container);
  return promise;
}

/** Not hidden, and not out of view: a message that the user could not have seen open was not opened by the user. */
function inSight(element: HTMLElement): boolean {
  const { top, bottom, left, right, width } = element.getBoundingClientRect();
  const { innerWidth, innerHeight } = element.ownerDocument.defaultView!;
  return visible(element) && width > 0 && top < innerHeight && bottom >= 0 && left < innerWidth && right > 0;
}

const untilWhole = (took: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.ceil(Math.max(took, 1) / LEAST_MS) * LEAST_MS - took));
