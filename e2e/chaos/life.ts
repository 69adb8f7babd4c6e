// What outlives its browsers: the demo world, a profile on the disk, and the page that Alice last had open.
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
  /** Where the page stood when it was last alive. */
  url: string;
  /** When there was room on the disk again; what was not kept until then is kept soon after. */
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
  // tsx names the functions inside evaluate() by a helper that pages do not have.
  await browser.context.addInitScript("globalThis.__name ??= (value) => value");
  await browser.context.addInitScript(keepMessages);
  browser.context.setDefaultTimeout(8000);
  return browser;
}

/** Where the page stands, before it goes. One that is blank yet stands nowhere. */
export function remember(life: Life): void {
  const url = life.page.url();
  if (url.startsWith("https:")) life.url = url;
}

/** The webmail in a page that may be new, where it was left. */
export async function enter({ page, url }: Pick<Life, "page" | "url">): Promise<void> {
  await page.goto(url);
  await page.getByRole("button", { name: "Compose" }).waitFor();
}

/** As after a start of the computer: the same profile, or another folder it was copied to. */
export async function restart(life: Life, profile = life.profile): Promise<void> {
  life.profile = profile;
  // On a machine that has much else to do, it may not be up before patience ends: whoever sees that starts it again.
  life.browser = await open(life.demo, profile).catch(() => open(life.demo, profile));
  const [blank] = life.browser.context.pages();
  life.page = blank ?? (await life.browser.context.newPage());
}

/** SIGKILL, to the browser's own process: its children find it gone. */
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
