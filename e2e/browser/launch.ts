// Starts Chromium with the built extension. Only the hosts in `map` resolve, each to a port on this machine, so a test
// opens https://mail.google.com without leaving the loopback interface.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page, type Worker } from "@playwright/test";
import { demoExtension } from "./build";
import { spkiHash } from "./certificate";

export interface LaunchOptions {
  /** Unpacked extension; default: the build for the demo world. Null: none. */
  readonly extension?: string | null;
  /** "host:port" -> port on 127.0.0.1; "*.example.test:443" works too. */
  readonly map?: Readonly<Record<string, number>>;
  /** PEM certificates to accept although they are self-signed. Without any, every certificate is accepted. */
  readonly certificates?: readonly string[];
  readonly headless?: boolean;
  /** Profile folder, which is kept; default: a fresh one, removed on close. */
  readonly profile?: string;
  readonly colourScheme?: "light" | "dark";
  /** Language of the browser itself, e.g. "fr". */
  readonly locale?: string;
  readonly viewport?: { readonly width: number; readonly height: number } | null;
  readonly extraArgs?: readonly string[];
  /** Default flags that Playwright must not pass. */
  readonly ignoreDefaultArgs?: readonly string[];
}

export interface Launched {
  readonly context: BrowserContext;
  /** Empty when launched without an extension. */
  readonly extensionId: string;
  /** The background worker. The same handle reaches its successor after stopWorker. */
  readonly worker: Worker;
  close(): Promise<void>;
}

export async function launch(options: LaunchOptions = {}): Promise<Launched> {
  const extension = options.extension === undefined ? demoExtension("chrome") : options.extension;
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), "cachet-profile-"));
  const locale = options.locale ?? "en";
  allowReload(profile);
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: options.headless ?? true,
    colorScheme: options.colourScheme ?? "light",
    locale: locale === "en" ? "en-US" : locale,
    viewport: options.viewport === undefined ? { width: 1280, height: 860 } : options.viewport,
    ignoreHTTPSErrors: !options.certificates,
    env: { ...process.env, LANGUAGE: locale } as Record<string, string>,
    ...(options.ignoreDefaultArgs && { ignoreDefaultArgs: [...options.ignoreDefaultArgs] }),
    args: [...flags(options, extension, locale)],
  });
  const close = async (): Promise<void> => {
    await context.close();
    if (!options.profile) rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  };
  if (!extension) return { context, extensionId: "", worker: undefined as unknown as Worker, close };
  try {
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker", { timeout: 15_000 }));
    return { context, extensionId: new URL(worker.url()).host, worker, close };
  } catch (error) {
    await context.close();
    throw error;
  }
}

/** Chromium disables an unpacked extension at its first reload unless developer mode is on. */
function allowReload(profile: string): void {
  const preferences = join(profile, "Default", "Preferences");
  if (existsSync(preferences)) return;
  mkdirSync(join(profile, "Default"), { recursive: true });
  writeFileSync(preferences, JSON.stringify({ extensions: { ui: { developer_mode: true } } }));
}

/**
 * Chromium takes the last --disable-features only, so this list repeats those of Playwright's that matter here. It adds the two
 * pages that draw the address bar's suggestions: preparing them took a third of the start-up time.
 */
const SWITCHED_OFF = [
  ...["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "AimEnabled", "PreconnectToSearch", "OptimizationHints"],
  ...["LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable"],
  ...["AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "PaintHolding"],
  ...["SpareRendererForSitePerProcess", "ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect"],
];

function* flags(options: LaunchOptions, extension: string | null, locale: string): Iterable<string> {
  // Chromium's sandbox does not work for root; other users keep it.
  if (process.getuid?.() === 0) yield "--no-sandbox";
  yield* ["--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update"];
  yield* ["--disable-sync", "--no-first-run", "--no-default-browser-check", `--lang=${locale}`];
  yield `--disable-features=${SWITCHED_OFF.join(",")}`;
  // Playwright passes --disable-extensions, which --load-extension alone does not undo.
  if (extension) yield* [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`];
  const rules = Object.entries(options.map ?? {}).map(([from, port]) => `MAP ${from} 127.0.0.1:${port}`);
  yield `--host-resolver-rules=${[...rules, "MAP * ~NOTFOUND", "EXCLUDE localhost", "EXCLUDE 127.0.0.1"].join(", ")}`;
  yield options.certificates
    ? `--ignore-certificate-errors-spki-list=${options.certificates.map(spkiHash).join(",")}`
    : "--ignore-certificate-errors";
  yield* options.extraArgs ?? [];
}

/** Opens one of the extension's own pages, e.g. "pages/options/index.html". */
export async function openExtensionPage(launched: Launched, path: string): Promise<Page> {
  const page = await launched.context.newPage();
  await page.goto(`chrome-extension://${launched.extensionId}/${path}`);
  return page;
}
