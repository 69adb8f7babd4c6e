// The only module that creates iframes. An overlay is an extension page in a closed shadow root: the webmail can neither reach
// into it nor learn whose it is. It starts with a ticket and then talks over a Port that only this module accepts.
import type { Runtime } from "webextension-polyfill";
import { call } from "../../messages/call";
import type { Job, ToContent, ToOverlay } from "../../messages/channel";
import { say } from "../../messages/line";
import { EXCLUSIVE, type PageCalls } from "../../messages/page-calls";
import type { TicketKind } from "../../messages/ticket";
import { among, type ToCallee, type ToCaller, type WireHandlers, wireCallee } from "../../messages/wire";
import browser from "../../platform/browser";
import { CLOSED, openOver } from "./badge-panel";
import { isCovered } from "./covered";
import { styled } from "./notice";
import { isRelayed, type OverlayLines, overlayLines } from "./overlay-line";
import { ownHost } from "./own-host";

/**
 * Time in ms to connect after loading. An overlay that has not done so was blocked by the page or the frames around it: the
 * error page in its place loads at once. LOAD_MS is longer because on a slow machine a real overlay takes time to load.
 */
const CONNECT_MS = 5000;
const LOAD_MS = 20_000;
/** Time in ms within which a relayed line is reopened; an overlay silent for longer is gone. */
const RECONNECT_MS = 1500;
/** How often a page may move our host, which reloads the frame. */
const MAX_RELOADS = 8;

export interface OverlayOptions {
  readonly kind: TicketKind;
  /** Accessible name of the frame. */
  readonly title: string;
  readonly dark: boolean;
  readonly height: number;
  /** Puts the host into the page. Called once. */
  readonly place: (host: HTMLElement) => void;
  /** Called again each time the frame had to be reloaded. */
  readonly job: () => Job | Promise<Job>;
  readonly onMessage: (message: ToContent) => void;
  /** The calls this overlay may make. Pending ones are cancelled when it is removed or reloaded. */
  readonly calls: Partial<WireHandlers<PageCalls>>;
  /** The frame is being reloaded, and nobody continues what the old one had begun. */
  readonly onReload?: () => void;
  /** The overlay never connected, or the page removed the host. The host is already gone. */
  readonly onLost: (why: "blocked" | "removed") => void;
  readonly signal: AbortSignal;
}

export interface Overlay {
  readonly host: HTMLElement;
  post(message: ToOverlay): void;
  /** `width` only for a badge whose panel opens. */
  resize(height: number, width?: number): void;
  /** From its first message to its last, an extension window with this ticket speaks in place of the frame. */
  lend(ticket: string): void;
  /** Ends it; onLost is not called. Safe to call twice. */
  remove(): void;
}

export type Mount = (options: OverlayOptions) => Overlay;

/** Called when the page turns dark or light. */
export type Themed = Set<(dark: boolean) => void>;

/** One listener for all overlays of this document. */
export function overlayMounter(document: Document, signal: AbortSignal, themed: Themed): Mount {
  const waiting = overlayLines(signal);
  return (options) => mountOverlay(document, waiting, themed, options);
}

function mountOverlay(document: Document, waiting: OverlayLines, themed: Themed, options: OverlayOptions): Overlay {
  const badge = options.kind === "badge";
  const host = styled(ownHost(document.createElement(badge ? "span" : "div")), {
    all: "initial",
    display: badge ? "inline-block" : "block",
    position: "relative",
    "vertical-align": "middle",
    width: badge ? "200px" : "100%",
    height: `${options.height}px`,
    "flex-shrink": "0",
  });
  const shadow = host.attachShadow({ mode: "closed" });
  let port: Runtime.Port | null = null;
  let lent: Runtime.Port | null = null;
  let lentTicket = "";
  let frame: HTMLIFrameElement | null = null;
  let ticket = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  let reloads = 0;
  let over = false;
  const ended = new AbortController();
  /** Places an open panel again when the window's width changes. */
  let settle = (): void => {};
  let opened = false;
  let { dark } = options;
  const turn = (now: boolean): void => {
    dark = now;
    if (frame) styled(frame, schemeOf(dark));
    for (const each of [port, lent]) post(each, { event: "themeChanged", dark });
  };
  themed.add(turn);
  const window = document.defaultView;
  if (badge && window) {
    const { signal } = ended;
    window.addEventListener("resize", () => settle(), { signal });
    // Presses in the panel do not reach the page, so this one was outside it.
    window.addEventListener(
      "pointerdown",
      () => {
        if (opened) post(port, { event: "pressedBeside" });
      },
      { signal, capture: true },
    );
  }

  const calls = wireCallee(
    among<PageCalls>({ ...options.calls, covered: () => ({ is: "given", value: isCovered(host) }) }),
    EXCLUSIVE,
  );
  const listen = (to: Runtime.Port, speaks: () => boolean): void =>
    to.onMessage.addListener((message) => {
      if (!speaks() || over) return;
      if ("id" in (message as object)) calls.take(message as ToCallee, (answer) => post(to, answer));
      else options.onMessage(message as ToContent);
    });
  const reloaded = (): void => {
    calls.abort();
    options.onReload?.();
    load();
  };

  const remove = (): void => {
    if (over) return;
    over = true;
    calls.abort();
    ended.abort();
    themed.delete(turn);
    clearTimeout(timer);
    waiting.delete(ticket);
    waiting.delete(lentTicket);
    lent?.disconnect();
    host.remove();
  };
  const lost = (why: "blocked" | "removed"): void => {
    if (over) return;
    remove();
    options.onLost(why);
  };

  const giveUpAfter = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => lost("blocked"), ms);
  };

  const load = (): void => {
    waiting.delete(ticket);
    frame?.remove();
    port = null;
    ticket = crypto.randomUUID();
    const made = overlayFrame(document, { ...options, dark }, `#${ticket}`);
    frame = made;
    let loads = 0;
    // A second load means that the page moved the host before the overlay could connect: the ticket is spent.
    made.addEventListener("load", () => {
      loads += 1;
      if (frame !== made) return;
      if (loads > 1) reload();
      else if (!port) giveUpAfter(CONNECT_MS);
    });
    waiting.set(ticket, (connected) => void connect(connected, made));
    giveUpAfter(LOAD_MS);
    shadow.append(made);
    call("ticket.open", { ticket, kind: options.kind }).catch(() => lost("blocked"));
  };
  const reload = (): void => {
    if (over) return;
    reloads += 1;
    if (!host.isConnected) lost("removed");
    else if (reloads > MAX_RELOADS) lost("blocked");
    else reloaded();
  };
  const connect = async (connected: Runtime.Port, from: HTMLIFrameElement): Promise<void> => {
    clearTimeout(timer);
    port = connected;
    listen(connected, () => port === connected);
    connected.onDisconnect.addListener(() => {
      if (port !== connected) return;
      if (!host.isConnected || !isRelayed(connected)) return reload();
      // Perhaps only the background went to sleep: then the same overlay connects again at once.
      waiting.set(ticket, (again) => void connect(again, from));
      timer = setTimeout(reload, RECONNECT_MS);
    });
    const job = await options.job();
    if (port !== connected || over) return;
    post(connected, { event: "job", job: lent ? ({ ...job, moved: true } as Job) : job });
    styled(from, { visibility: "visible" });
  };

  options.place(host);
  options.signal.addEventListener("abort", remove, { signal: ended.signal });
  if (options.signal.aborted) remove();
  else if (host.isConnected) load();
  // No place was found. Reported later, once the caller holds the overlay.
  else queueMicrotask(() => lost("removed"));
  return {
    host,
    post: (message) => post(lent ?? port, message),
    resize(height, width) {
      const whole = Math.max(badge ? 28 : 60, Math.ceil(height));
      if (badge) {
        settle = () => {
          if (!frame) return;
          opened = whole > CLOSED;
          const left = openOver(host, frame, whole, width ?? 0);
          post(port, { event: "panelMoved", left });
        };
        settle();
      } else styled(host, { height: `${whole}px` });
    },
    lend(wanted) {
      lentTicket = wanted;
      waiting.set(wanted, async (connected) => {
        lent = connected;
        listen(connected, () => true);
        connected.onDisconnect.addListener(() => {
          lent = null;
          if (!over) reloaded();
        });
        post(connected, { event: "job", job: await options.job() });
        load();
      });
    },
    remove,
  };
}

/** After a reconnect, pending calls are repeated on the new line (messages/wire.ts). */
const post = (to: Runtime.Port | null, message: ToOverlay | ToCaller): void => void say(to, message);

type Framed = Pick<OverlayOptions, "kind" | "title" | "dark">;

/** `hash` carries the ticket; empty where the page can read the frame's address (client API). */
export function overlayFrame(document: Document, { kind, title, dark }: Framed, hash: string): HTMLIFrameElement {
  const frame = document.createElement("iframe");
  frame.title = title;
  frame.src = browser.runtime.getURL(`pages/overlays/${kind}/index.html`) + hash;
  // Hidden until its first message: an empty frame is painted white over any background. With a color-scheme other than its
  // document's it would also be opaque.
  return styled(frame, {
    position: "absolute",
    top: "0",
    left: "0",
    width: "100%",
    height: "100%",
    border: "0",
    display: "block",
    visibility: "hidden",
    ...schemeOf(dark),
    background: "transparent",
  });
}

const schemeOf = (dark: boolean) => ({ "color-scheme": dark ? "dark" : "light" });
