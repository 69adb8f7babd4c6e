// An overlay as a page asks for it by the client API: a frame that stands open in the page, as the only child of ours in the
// element the page named. The page can read its address and move it, so the ticket is handed over after each loading.
import type { Runtime } from "webextension-polyfill";
import { call } from "../../messages/call";
import type { Job, ToContent, ToOverlay } from "../../messages/channel";
import { say } from "../../messages/line";
import { EXCLUSIVE, type PageCalls } from "../../messages/page-calls";
import type { TicketKind } from "../../messages/ticket";
import { among, type ToCallee, type WireHandlers, wireCallee } from "../../messages/wire";
import browser from "../../platform/browser";
import { isCovered } from "../dom/covered";
import { styled } from "../dom/notice";
import { overlayFrame } from "../dom/overlay-frame";
import type { OverlayLines } from "../dom/overlay-line";

/** Time in ms for the overlay to connect, and how often a page may move the frame, which loads it anew. */
const CONNECT_MS = 20_000;
const MOST_LOADS = 8;

export interface ContainerOptions {
  readonly parent: HTMLElement;
  readonly kind: TicketKind;
  readonly title: string;
  readonly job: () => Job;
  readonly calls: Partial<WireHandlers<PageCalls>>;
  readonly onMessage: (message: ToContent) => void;
  /** It is in the page; `ended` aborts when it is gone. */
  readonly onPlaced?: (ended: AbortSignal) => void;
  /** The page removed it, or it never came to life. Not called after `remove`. */
  readonly onLost: () => void;
  readonly signal: AbortSignal;
}

export interface Container {
  post(message: ToOverlay): void;
  remove(): void;
}

export function mountContainer(lines: OverlayLines, options: ContainerOptions): Container {
  const { parent, kind, title, signal } = options;
  const ended = new AbortController();
  const frame = styled(overlayFrame(parent.ownerDocument, { kind, title, dark: isDark(parent) }, ""), {
    position: "static",
  });
  // Not that of the frame's address, which Chromium makes up anew for every session.
  const own = browser.runtime.getURL("").replace(/\/$/, "");
  let port: Runtime.Port | null = null;
  let ticket = "";
  let loads = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const calls = wireCallee(
    among<PageCalls>({ ...options.calls, covered: () => ({ is: "given", value: isCovered(frame) }) }),
    EXCLUSIVE,
  );
  const end = (): boolean => {
    if (ended.signal.aborted) return false;
    ended.abort();
    clearTimeout(timer);
    calls.abort();
    lines.delete(ticket);
    frame.remove();
    port?.disconnect();
    return true;
  };
  const lost = (): void => {
    if (end()) options.onLost();
  };
  const giveUpLater = (): void => {
    clearTimeout(timer);
    timer = setTimeout(lost, CONNECT_MS);
  };
  const connected = (line: Runtime.Port): void => {
    clearTimeout(timer);
    port = line;
    line.onMessage.addListener((message) => {
      if (port !== line || ended.signal.aborted) return;
      if ("id" in (message as object)) calls.take(message as ToCallee, (answer) => void say(line, answer));
      else take(message as ToContent);
    });
    line.onDisconnect.addListener(() => {
      if (port !== line) return;
      port = null;
      if (!frame.isConnected) return lost();
      // The page moved the frame, or only the background slept (Firefox): the same ticket or a new one connects again.
      lines.set(ticket, connected);
      giveUpLater();
    });
    say(line, { event: "job", job: options.job() });
    styled(frame, { visibility: "visible" });
  };
  const take = (message: ToContent): void => {
    // As tall as the page made its element, and never less than the text needs, in the steps the overlay reports.
    if (message.event === "resize") styled(frame, { "min-height": `${Math.ceil(message.height)}px` });
    else options.onMessage(message);
  };
  frame.addEventListener("load", () => {
    if (ended.signal.aborted) return;
    loads += 1;
    if (loads > MOST_LOADS) return lost();
    lines.delete(ticket);
    ticket = crypto.randomUUID();
    lines.set(ticket, connected);
    giveUpLater();
    call("ticket.open", { ticket, kind }).catch(lost);
    frame.contentWindow?.postMessage({ ticket }, own);
  });

  signal.addEventListener("abort", () => void end(), { signal: ended.signal });
  giveUpLater();
  parent.append(frame);
  options.onPlaced?.(ended.signal);
  return { post: (message) => void say(port, message), remove: () => void end() };
}

/** By the text's own colour, which is light on a dark page. */
function isDark(element: HTMLElement): boolean {
  const colour =
    getComputedStyle(element)
      .color.match(/\d+(\.\d+)?/g)
      ?.slice(0, 3) ?? [];
  return colour.length === 3 && colour.every((part) => Number(part) > 140);
}
