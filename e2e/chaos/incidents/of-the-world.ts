// The disk is full; servers are slow, dead or lying.
import type { CDPSession, Route } from "@playwright/test";
import { readKey } from "openpgp";
import { makePeer } from "../../gmail/peer";
import type { Incident } from "../incidents";
import { type Life, PEERS } from "../life";
import { pass } from "../pass";

const PAGE_CALLS = "**/mail/u/0/api/{mail,draft,upload,send,discard,read}";
/** Longer than users like to wait, and shorter than every time limit. */
const SLOW_MS = 1500;

const served = (weight: number, answer: (route: Route) => Promise<void>): Incident => ({
  weight,
  breaks: false,
  async strike({ browser }) {
    await browser.context.route(PAGE_CALLS, (route) => answer(route).catch(() => {}));
  },
  mend: ({ browser }) => browser.context.unroute(PAGE_CALLS),
});

const resolvers = (weight: number, mode: Life["demo"]["dns"]["mode"]): Incident => ({
  weight,
  breaks: false,
  lasts: true,
  async strike({ demo }) {
    if (mode === "tamper") await forge(demo);
    demo.dns.mode = mode;
  },
  async mend({ demo }) {
    demo.dns.mode = "normal";
  },
});

/** Makes the DNS serve other people's keys for everybody. */
async function forge({ dns }: Life["demo"]): Promise<void> {
  for (const peer of PEERS) {
    if (dns.forged.has(peer.address)) continue;
    const { publicKey } = await makePeer(peer);
    dns.forged.set(peer.address, (await readKey({ armoredKey: publicKey })).write() as Uint8Array);
  }
}

const full = new WeakMap<Life, CDPSession>();

/** Limits the extension's quota only. The limit lasts as long as the CDP session that set it. */
async function fillDisk(life: Life): Promise<void> {
  const session = await life.browser.context.newCDPSession(life.page);
  const origin = `chrome-extension://${life.browser.extensionId}`;
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
  full.set(life, session);
}

export const OF_THE_WORLD: Readonly<Record<string, Incident>> = {
  "disk full": {
    weight: 8,
    breaks: false,
    lasts: true,
    strike: fillDisk,
    async mend(life) {
      const origin = `chrome-extension://${life.browser.extensionId}`;
      await full.get(life)?.send("Storage.overrideQuotaForOrigin", { origin });
      await full.get(life)?.detach();
      life.roomSince = Date.now();
    },
  },
  "page's server slow": served(5, async (route) => {
    await pass(SLOW_MS);
    await route.continue();
  }),
  "page's server dead": served(6, (route) => route.abort("connectionreset")),
  "page's server answers into the void": served(5, async (route) => {
    await route.fetch();
    await route.abort("connectionreset");
  }),
  "resolvers dead": resolvers(5, "servfail"),
  "resolvers hide": resolvers(4, "hide"),
  "resolvers lie": resolvers(4, "tamper"),
  "network gone": {
    weight: 4,
    breaks: false,
    lasts: true,
    strike: ({ browser }) => browser.context.setOffline(true),
    mend: ({ browser }) => browser.context.setOffline(false),
  },
};
