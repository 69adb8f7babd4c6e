// What outlives the browsers: the demo world, a profile on the disk, and the page that Alice last had open.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { type Launched, launch } from "../browser/launch";
import { until } from "../browser/until";
import { makeKey } from "../gmail/actions";
import { exportPublicKey, welcomePage } from "../gmail/own-key";
import { makePeer, type Peer } from "../gmail/peer";
import { ALICE, BOB, type Demo, MAIL_URL, startDemo } from "../webmail/demo";
import { keepMessages } from "./page-contents";
import { atMost } from "./pass";

const CAROL = { name: "Carol Petit", address: "carol@demo.example" };
export const PEERS = [BOB, CAROL] as const;

export interface Life {
  readonly demo: Demo;
  readonly peers: readonly Peer[];
  readonly aliceKey: string;
  profile: string;
  browser: Launched;
  page: Page;
  /** The page's last URL. */
  url: string;
  /** When the disk had room again; unsaved changes are saved soon after. */
  roomSince: number;
}

export async function beginLife(): Promise<Life> {
  const demo = await startDemo();
  const peers = await Promise.all(PEERS.map(makePeer));
  for (const { address, publicKey } of peers) await demo.publish(address, publicKey);
  const profile = mkdtempSync(join(tmpdir(), "cachet-chaos-"));
  const browser = await open(demo, profile);
  const welcome = await welcomePage(browser);
  await makeKey(welcome, ALICE);
  const aliceKey = await exportPublicKey(welcome);
  const page = await browser.context.newPage();
  await welcome.close();
  const life: Life = { demo, peers, aliceKey, profile, browser, page, url: MAIL_URL, roomSince: 0 };
  await enter(life);
  return life;
}

async function open(demo: Demo, profile: string): Promise<Launched> {
  const browser = await launch({ map: demo.map, certificates: demo.certificates, profile });
  // tsx calls a helper in functions inside evaluate(), which pages do not have.
  await browser.context.addInitScript("globalThis.__name ??= (value) => value");
  await browser.context.addInitScript(keepMessages);
  browser.context.setDefaultTimeout(8000);
  return browser;
}

/** Remembers the page's URL before it closes. A blank page has none. */
export function remember(life: Life): void {
  const url = life.page.url();
  if (url.startsWith("https:")) life.url = url;
}

/** Opens the webmail at the last URL, in a page that may be new. */
export async function enter({ page, url }: Pick<Life, "page" | "url">): Promise<void> {
  await page.goto(url);
  await page.getByRole("button", { name: "Compose" }).waitFor();
}

/** Restarts the browser with the same profile, or a copy in another folder. */
export async function restart(life: Life, profile = life.profile): Promise<void> {
  life.profile = profile;
  // On a loaded machine the start may time out: it is then tried once more.
  life.browser = await open(life.demo, profile).catch(() => open(life.demo, profile));
  const [blank] = life.browser.context.pages();
  life.page = blank ?? (await life.browser.context.newPage());
}

/** Sends SIGKILL to the browser's main process; its children end with it. */
export async function killBrowser({ browser, profile }: Life): Promise<void> {
  const own = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && isBrowser(name, profile));
  if (own.length === 0) throw new Error("the browser is not there to be killed");
  for (const pid of own) process.kill(Number(pid), "SIGKILL");
  await until("the browser to be gone", () => own.every((pid) => !isBrowser(pid, profile)));
  await atMost(10_000, "closing", browser.context.close()).catch(() => {});
}

function isBrowser(pid: string, profile: string): boolean {
  try {
    const args = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    return args.includes(`--user-data-dir=${profile}`) && !args.some((arg) => arg.startsWith("--type="));
  } catch {
    return false;
  }
}

export async function endLife(life: Life): Promise<void> {
  await atMost(20_000, "closing", life.browser.context.close()).catch(() => killBrowser(life).catch(() => {}));
  await life.demo.close();
  rmSync(life.profile, { recursive: true, force: true, maxRetries: 3 });
}
