// The demo webmail's server: two mailboxes at /mail/u/N/, its JSON interface, and Gmail's URLs for the raw source. It
// records every request with its body: tests search them for text that must never have left an overlay.
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import type { Certificate } from "../browser/certificate";
import { type Look, TODAY } from "./look";
import { type Mailbox, type Upload, writeMail } from "./mail-text";
import { type Box, type Draft, openBox, type Stored, threadToken } from "./mailbox";
import { clippedPage, originalPage } from "./source-pages";

export interface SeenRequest {
  readonly method: string;
  readonly host: string;
  readonly url: string;
  readonly body: string;
}

export interface Webmail {
  readonly port: number;
  readonly boxes: readonly Box[];
  readonly requests: readonly SeenRequest[];
  /** Puts a message into a mailbox as if it had come from outside, and notifies open pages. */
  deliver(raw: Uint8Array | string, account?: number): Promise<Stored>;
  /** Changes the look of pages from their next load on. */
  draw(look: Partial<Look>): void;
  /** Sends the scheduled mails. Returns their number. */
  sendScheduled(): Promise<number>;
  close(): Promise<void>;
}

export interface WebmailOptions {
  readonly dir: string;
  readonly certificate: Certificate;
  readonly accounts: readonly Mailbox[];
  readonly port?: number;
  /** Serves pages of other hosts (the demo's DNS page). True when answered. */
  readonly elsewhere?: (request: IncomingMessage, body: string, response: ServerResponse) => Promise<boolean>;
}

const PAGE_FILES = join(import.meta.dirname, "page");
const TYPES: Record<string, string> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".html": "text/html",
  ".svg": "image/svg+xml",
};
/** Webmails other than Gmail, over the same mailboxes: host, path of their pages, and file. */
const OTHERS: readonly [string, RegExp, string][] = [
  ["outlook.live.com", /^\/mail\/\d\//, "outlook.html"],
  ["mail.yahoo.com", /^\/[dn]\//, "yahoo.html"],
];
/** Gmail clips the message view near 102 kB. */
const CLIP_AT = 102_000;
const POLICY =
  "script-src 'self'; object-src 'none'; base-uri 'self'; require-trusted-types-for 'script'; trusted-types demo";

export async function startWebmail(options: WebmailOptions): Promise<Webmail> {
  const boxes: Box[] = [];
  for (const [index, owner] of options.accounts.entries()) {
    const dir = join(options.dir, `u${index}`);
    mkdirSync(dir, { recursive: true });
    boxes.push(await openBox(dir, owner));
  }
  const requests: SeenRequest[] = [];
  let look = TODAY;
  let scheduled: (() => Promise<string>)[] = [];
  const listeners = new Set<{ account: number; response: ServerResponse }>();

  const tell = (account: number, threadId: string): void => {
    for (const each of listeners)
      if (each.account === account)
        each.response.write(`data: ${JSON.stringify({ token: threadToken(threadId) })}\n\n`);
  };
  const deliver: Webmail["deliver"] = async (raw, account = 0) => {
    const bytes = typeof raw === "string" ? Buffer.from(raw.replace(/\r?\n/g, "\r\n")) : raw;
    const stored = await boxes[account]!.add(bytes, false);
    tell(account, stored.threadId);
    return stored;
  };

  /** Undo for sent mails: Gmail waits a few seconds before it sends; this server removes delivered mails from the mailboxes. */
  const sent = new Map<string, () => Draft>();

  async function send(
    account: number,
    draft: Draft,
    text: string,
    html: string | null,
    uploads: Upload[],
  ): Promise<string> {
    const box = boxes[account]!;
    const parent = box.messages().find((each) => each.id === draft.replyTo);
    const raw = writeMail({
      ...draft,
      from: box.owner,
      text,
      html,
      uploads,
      inReplyTo: parent?.messageId ?? null,
      references: parent ? [...parent.references, parent.messageId] : [],
    });
    box.dropDraft(draft.id);
    const own = await box.add(raw, true);
    const copies = [{ number: account, stored: own }];
    const everyone = [...draft.to, ...draft.cc, ...draft.bcc].map(({ address }) => address.toLowerCase());
    for (const [number, each] of boxes.entries())
      if (everyone.includes(each.owner.address)) copies.push({ number, stored: await deliver(raw, number) });
    tell(account, own.threadId);
    sent.set(own.id, () => {
      for (const { number, stored } of copies) {
        boxes[number]!.remove(stored.id);
        tell(number, stored.threadId);
      }
      if (draft.id) box.saveDraft(draft);
      return draft;
    });
    return own.id;
  }

  async function api(account: number, name: string, body: string, response: ServerResponse): Promise<void> {
    const box = boxes[account]!;
    const json = (value: unknown): void =>
      void response
        .writeHead(200, { "content-type": "application/json", "cache-control": "no-store" })
        .end(JSON.stringify(value));
    const request = body ? JSON.parse(body) : {};
    switch (name) {
      case "mail":
        return json({
          account: box.owner,
          accounts: options.accounts,
          threads: threadsOf(box, look),
          drafts: box.drafts(),
          look,
        });
      case "read":
        box.markRead(request.threadId);
        return json({});
      case "draft": {
        const id = request.id || `r${BigInt(`0x${randomBytes(7).toString("hex")}`)}`;
        box.saveDraft({ ...request, id });
        return json({ id });
      }
      case "discard":
        box.dropDraft(request.id);
        return json({});
      case "upload":
        return json({});
      case "send":
        return json({ id: await send(account, request.draft, request.text, request.html, request.uploads) });
      case "schedule":
        scheduled.push(() => send(account, request.draft, request.text, request.html, request.uploads));
        box.dropDraft(request.draft.id);
        return json({});
      case "undo": {
        const undo = sent.get(request.id);
        sent.delete(request.id);
        return json({ draft: undo?.() ?? null });
      }
      case "events": {
        response
          .writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" })
          .write("data: {}\n\n");
        const listener = { account, response };
        listeners.add(listener);
        response.on("close", () => listeners.delete(listener));
        return;
      }
      default:
        response.writeHead(404).end();
    }
  }

  function view(account: number, query: URLSearchParams, response: ServerResponse): void {
    const box = boxes[account]!;
    const decimal = query.get("permmsgid")?.match(/^msg-[fa]:r?(\d+)$/)?.[1];
    const id = query.get("th") ?? (decimal ? BigInt(decimal).toString(16) : "");
    const stored = box.messages().find((each) => each.id === id);
    if (!stored) {
      response.writeHead(404).end();
      return;
    }
    const html = (text: string): void =>
      void response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(text);
    const part = query.get("attid")?.match(/^0\.(\d+)$/)?.[1];
    switch (query.get("view")) {
      case "om":
        html(originalPage(stored, box.raw(id)!));
        return;
      case "lg":
        html(clippedPage(stored));
        return;
      case "att": {
        const file = part ? stored.files[Number(part) - 1] : undefined;
        if (!file) {
          response.writeHead(302, { location: `/attachment/u/${account}/?th=${id}` }).end();
          return;
        }
        const name = encodeURIComponent(file.name);
        response
          .writeHead(200, { "content-type": file.type, "content-disposition": `attachment; filename*=utf-8''${name}` })
          .end(Buffer.from(file.content));
        return;
      }
      default:
        response.writeHead(400).end();
    }
  }

  const server = https.createServer(options.certificate, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString("utf8");
    const host = request.headers.host ?? "";
    requests.push({ method: request.method!, host, url: request.url!, body });
    if (await options.elsewhere?.(request, body, response)) return;
    const url = new URL(request.url!, "https://mail.google.com");
    const [, account, rest] = url.pathname.match(/^\/mail\/u\/(\d)\/(.*)$/) ?? [];
    const number = Number(account);
    if (account !== undefined && boxes[number]) {
      if (rest!.startsWith("api/")) return api(number, rest!.slice(4), body, response);
      if (rest === "" && url.searchParams.has("view")) return view(number, url.searchParams, response);
      if (rest === "" || rest === "popout") return file("index.html", response);
    }
    const raw = url.pathname.match(/^\/attachment\/u\/(\d)\/$/);
    if (raw) {
      const bytes = boxes[Number(raw[1])]?.raw(url.searchParams.get("th") ?? "");
      return void response.writeHead(bytes ? 200 : 404, { "content-type": "text/plain" }).end(bytes);
    }
    const other = OTHERS.find(([site, path]) => site === host && path.test(url.pathname));
    if (other) return file(other[2], response);
    if (url.pathname.startsWith("/demo/")) return file(url.pathname.slice(6), response);
    if (url.pathname === "/" || url.pathname === "/mail/")
      return void response.writeHead(302, { location: "/mail/u/0/" }).end();
    response.writeHead(404).end();
  });
  await new Promise<void>((ready) => server.listen(options.port ?? 0, "127.0.0.1", ready));
  return {
    port: (server.address() as AddressInfo).port,
    boxes,
    requests,
    deliver,
    draw(other) {
      look = { ...look, ...other };
    },
    async sendScheduled() {
      const due = scheduled;
      scheduled = [];
      for (const one of due) await one();
      return due.length;
    },
    close() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeAllConnections();
      return closed;
    },
  };
}

/** Sends one of the page's files. Names with other than plain characters are refused. */
export function file(name: string, response: ServerResponse): void {
  const type = TYPES[extname(name)];
  if (!type || !/^[a-z-]+\.\w+$/.test(name)) return void response.writeHead(404).end();
  const headers = {
    "content-type": `${type}; charset=utf-8`,
    "content-security-policy": POLICY,
    "cache-control": "no-store",
  };
  response.writeHead(200, headers).end(readFileSync(join(PAGE_FILES, name)));
}

function threadsOf(box: Box, { conversations }: Look): object[] {
  const threads = new Map<string, Stored[]>();
  for (const stored of box.messages()) {
    const name = conversations ? stored.threadId : stored.id;
    threads.set(name, [...(threads.get(name) ?? []), stored]);
  }
  return [...threads.entries()]
    .map(([id, messages]) => ({ id, token: threadToken(id), messages: messages.map(shown) }))
    .sort((a, b) => b.messages.at(-1)!.date - a.messages.at(-1)!.date);
}

const shown = ({ files, text, html, ...rest }: Stored) => ({
  ...rest,
  permId: rest.own ? `msg-a:r${BigInt(`0x${rest.id}`)}` : `msg-f:${BigInt(`0x${rest.id}`)}`,
  text: text?.slice(0, CLIP_AT) ?? null,
  html: html?.slice(0, CLIP_AT) ?? null,
  clipped: (html ?? text ?? "").length > CLIP_AT,
  files: files.map(({ name, type, content }) => ({ name, type, size: content.length })),
});
