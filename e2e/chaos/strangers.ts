// A new address is looked up while an incident lasts: servers lie or are silent, the disk is full, the clock is wrong. Every
// address asked for has exactly one key, so "none" is never true, and any other key is false.
import { readKey } from "openpgp";
import { openExtensionPage } from "../browser/launch";
import { callFrom } from "../gmail/own-key";
import { makePeer } from "../gmail/peer";
import { standsBetter } from "./laws";
import type { Life } from "./life";

interface LookedUp {
  readonly outcome: { readonly result: string };
  readonly state: {
    readonly state: string;
    readonly key: { readonly fingerprint: string } | null;
    readonly absence?: string;
  };
}

const met = new WeakMap<Life, number>();

/** Looks up a new address and returns a sentence for each wrong belief. */
export async function stranger(life: Life): Promise<string[]> {
  const nth = (met.get(life) ?? 0) + 1;
  met.set(life, nth);
  const address = `stranger${nth}@demo.example`;
  const [theirs, anothers] = await Promise.all([1, 2].map(() => makePeer({ name: "Stranger", address })));
  await life.demo.publish(address, theirs!.publicKey);
  const forged = await readKey({ armoredKey: anothers!.publicKey });
  life.demo.dns.forged.set(address, forged.write() as Uint8Array);
  const page = await openExtensionPage(life.browser, "pages/popup/index.html");
  try {
    const request = { address, source: "dns", force: true };
    const { outcome, state } = await callFrom<LookedUp>(page, "recipient.lookup", request);
    const right = (await readKey({ armoredKey: theirs!.publicKey })).getFingerprint().toUpperCase();
    return [
      ...(outcome.result === "none" || state.absence === "none" ? [`${address} is said to have no key`] : []),
      ...(state.key && state.key.fingerprint.toUpperCase() !== right ? [`${address} is given another's key`] : []),
      ...standsBetter(state.state, state.key ? "first-contact" : "none").map((how) => `${address} ${how}`),
    ];
  } finally {
    await page.close();
  }
}
