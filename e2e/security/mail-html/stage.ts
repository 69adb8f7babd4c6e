// The product's rendering of mail in a real browser, and a server that must never get a request.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test as base, expect, type Frame, type Page } from "@playwright/test";
import { build } from "vite";
import { makeCertificate } from "../../browser/certificate";
import { type Launched, launch, openExtensionPage } from "../../browser/launch";
import { until } from "../../browser/until";
import type { TestMail } from "./harness";
import { CANARY_HOST } from "./hostile-html";

const root = resolve(import.meta.dirname, "../../..");

export interface Canary {
  /** Requests to the server, and "connection" for each connection. */
  readonly heard: string[];
  readonly headers: Record<string, string | string[] | undefined>[];
}

export interface MailStage {
  readonly browser: Launched;
  readonly page: Page;
  readonly canary: Canary;
  /** Draws a message. Returns its frame, or null where it has no HTML. */
  show(mail: TestMail): Promise<Frame | null>;
}

/** An extension with the product's policy and words, whose only page draws any given mail. */
async function makeExtension(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "cachet-mail-"));
  await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: "warn",
    define: { "process.env.NODE_ENV": '"production"' },
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: "es2023",
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rollupOptions: { input: join(import.meta.dirname, "harness.html") },
    },
  });
  const { content_security_policy } = JSON.parse(readFileSync(join(root, "manifest.json"), "utf8"));
  cpSync(join(root, "public/_locales"), join(folder, "_locales"), { recursive: true });
  writeFileSync(join(folder, "background.js"), "");
  const manifest = { name: "Mail", version: "1", manifest_version: 3, default_locale: "en", content_security_policy };
  writeFileSync(
    join(folder, "manifest.json"),
    JSON.stringify({ ...manifest, background: { service_worker: "background.js" } }),
  );
  return folder;
}

const PIXEL = Buffer.from("R0lGODlhAQABAIAAAP8AAP///yH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==", "base64");

export const test = base.extend<{ mail: MailStage }, { world: { browser: Launched; canary: Canary } }>({
  world: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures needed from this pattern.
    async ({}, use) => {
      const extension = await makeExtension();
      const certificate = makeCertificate([CANARY_HOST, "other.example"]);
      const canary: Canary = { heard: [], headers: [] };
      const server = https.createServer(certificate, (request, response) => {
        canary.heard.push(request.url!);
        canary.headers.push({ ...request.headers });
        response.setHeader("Content-Type", "image/gif");
        response.setHeader("Set-Cookie", "seen=1; SameSite=None; Secure");
        response.end(PIXEL);
      });
      server.on("connection", () => canary.heard.push("connection"));
      await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
      const { port } = server.address() as AddressInfo;
      const hosts = [CANARY_HOST, "other.example"].flatMap((host) => [`${host}:443`, `${host}:80`]);
      const browser = await launch({ extension, map: Object.fromEntries(hosts.map((host) => [host, port])) });
      await use({ browser, canary });
      await browser.close();
      server.close();
      rmSync(extension, { recursive: true, force: true });
    },
    { scope: "worker" },
  ],
  mail: async ({ world: { browser, canary } }, use) => {
    const page = await openExtensionPage(browser, "harness.html");
    await page.waitForFunction(() => "show" in globalThis);
    canary.heard.length = 0;
    canary.headers.length = 0;
    const show = async (mail: TestMail): Promise<Frame | null> => {
      await page.evaluate((it) => (globalThis as unknown as { show(mail: unknown): Promise<void> }).show(it), mail);
      return mail.html === null ? null : mailFrame(page);
    };
    await use({ browser, page, canary, show });
    await page.close();
  },
});

/** The message's frame, once it has been drawn. */
export async function mailFrame(page: Page): Promise<Frame> {
  const frame = await until("the mail frame", () =>
    page.frames().find((each) => !each.isDetached() && each.url() === "about:srcdoc"),
  );
  await frame.locator("html[data-ground] .cachet-mail").waitFor({ state: "attached" });
  return frame;
}

export { expect };
