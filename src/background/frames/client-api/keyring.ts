// What a page learns of keys by Mailvelope's client API: only of the addresses it names, only what Cachet knows without asking
// anybody, and only so many a minute. Whether the page shows those addresses, our script in it has checked.
import { addressKey } from "../../../domain/address";
import { fail, ok } from "../../../domain/result";
import { holds } from "../../../domain/speaker";
import type { TrustState } from "../../../domain/trust/trust-state";
import type { Answers, Request } from "../../../messages/calls";
import type { Sender } from "../../../messages/serve";
import browser from "../../../platform/browser";
import { boundStates } from "../../lookup/strong-addresses";
import { publicKeyFor } from "../../own-keys/export";
import { identityRows } from "../../own-keys/identities";
import { oneByOne } from "../../store/one-by-one";
import { isAllowed } from "../client-origins";
import { takes } from "./limits";

const DAY = 24 * 3600_000;
const NAMES = "clientKeyrings";
const MOST_NAMES = 20;

/** States in which the editor would seal without a question that it must ask first. */
const VALID: readonly TrustState[] = ["new", "first-contact", "known", "verified", "own"];

const inTurn = oneByOne();

async function namesOf(): Promise<Record<string, string[]>> {
  return ((await browser.storage.local.get(NAMES))[NAMES] as Record<string, string[]> | undefined) ?? {};
}

export async function clientKeyring(
  { id, make }: Request<"client.keyring">,
  { origin }: Sender,
): Promise<Answers["client.keyring"]> {
  if (origin === null || !(await isAllowed(origin))) return fail("not-allowed");
  return inTurn(async () => {
    const all = await namesOf();
    const own = Object.hasOwn(all, origin) ? all[origin]! : [];
    const known = id === null || own.includes(id);
    if (!make) return known ? ok(null) : fail("unknown");
    if (known) return fail("exists");
    if (own.length >= MOST_NAMES || !(await takes(origin, "names", [id]))) return fail("too-many");
    await browser.storage.local.set({ [NAMES]: { ...all, [origin]: [...own, id] } });
    return ok(null);
  });
}

export async function clientKeys(
  { addresses }: Request<"client.keys">,
  { origin }: Sender,
): Promise<Answers["client.keys"]> {
  if (origin === null || !(await isAllowed(origin))) return fail("not-allowed");
  if (!(await takes(origin, "keys", addresses.map(addressKey)))) return fail("too-many");
  const states = await boundStates(addresses);
  return ok(
    states.map(({ state, key, strong }) =>
      key && key.status === "good" && VALID.includes(state) && (strong === null || strong.status === "match")
        ? { fingerprint: key.fingerprint, day: Math.floor(key.createdAt / DAY) * DAY }
        : null,
    ),
  );
}

export async function clientOwn(
  { address, fingerprint }: Request<"client.own">,
  { origin }: Sender,
): Promise<Answers["client.own"]> {
  if (origin === null || !(await isAllowed(origin))) return fail("not-allowed");
  if (!(await takes(origin, "keys", [`own ${address === undefined ? fingerprint : addressKey(address)}`])))
    return fail("too-many");
  const rows = await identityRows();
  return ok(
    rows.some(
      (row) =>
        (address === undefined || holds(row, address)) &&
        (fingerprint === undefined || row.fingerprint === fingerprint),
    ),
  );
}

export async function clientPublicKey(
  { address }: Request<"client.publicKey">,
  { origin }: Sender,
): Promise<Answers["client.publicKey"]> {
  if (origin === null || !(await isAllowed(origin))) return fail("not-allowed");
  if (!(await takes(origin, "keys", [`own ${addressKey(address)}`]))) return fail("too-many");
  const mine = (await identityRows()).some((row) => holds(row, address));
  const key = mine ? await publicKeyFor({ from: address }) : null;
  return key?.ok ? ok({ text: key.value.text }) : fail("no-key");
}

export async function clientSettings(
  _: Request<"client.settings">,
  { origin }: Sender,
): Promise<Answers["client.settings"]> {
  if (origin === null || !(await isAllowed(origin))) return fail("not-allowed");
  if (!(await takes(origin, "windows", [crypto.randomUUID()]))) return fail("too-many");
  await browser.tabs.create({ url: browser.runtime.getURL("pages/options/index.html") });
  return ok(null);
}
