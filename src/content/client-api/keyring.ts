// What a page may ask of the keyring. It learns of addresses the user can see it use, and of nobody else: for those it gets the
// answer it would get for a stranger.
import { ok } from "../../domain/result";
import { call } from "../../messages/call";
import type { ClientArguments } from "../../messages/client-arguments";
import type { Presses } from "./presses";
import { type ClientResult, refusal } from "./refusals";
import type { ShownAddresses } from "./shown-addresses";

export interface KeyringWorld {
  readonly shown: ShownAddresses;
  readonly presses: Presses;
  /** Resolves when the window that asked the user was answered. */
  readonly answered: (token: string) => Promise<void>;
}

type Asks<N extends keyof ClientArguments> = (given: ClientArguments[N], world: KeyringWorld) => Promise<ClientResult>;

async function keyring(id: string | null, make: boolean): Promise<ClientResult> {
  const answer = await call("client.keyring", { id, make });
  return answer.ok ? answer : refusal(answer.code, { unknown: "NO_KEYRING_FOR_ID", exists: "KEYRING_ALREADY_EXISTS" });
}

const getKeyring: Asks<"getKeyring"> = ([id]) => keyring(id ?? null, false);
const createKeyring: Asks<"createKeyring"> = ([id]) => keyring(id, true);

export const validKeyForAddress: Asks<"validKeyForAddress"> = async ([addresses], { shown }) => {
  const asked = addresses.filter((address) => shown.recipient(address));
  const answer = asked.length > 0 ? await call("client.keys", { addresses: asked }) : ok([]);
  if (!answer.ok) return refusal(answer.code);
  const keys = answer.value as readonly unknown[];
  return ok(addresses.map((address) => keys[asked.indexOf(address)] ?? null));
};

export const hasPrivateKey: Asks<"hasPrivateKey"> = async ([which], { shown }) => {
  const { email, fingerprint } = typeof which === "string" ? { email: undefined, fingerprint: which } : (which ?? {});
  if (email !== undefined && !shown.anywhere(email)) return ok(false);
  const answer = await call("client.own", {
    ...(email !== undefined && { address: email }),
    ...(fingerprint !== undefined && { fingerprint }),
  });
  return answer.ok ? answer : refusal(answer.code);
};

export const exportOwnPublicKey: Asks<"exportOwnPublicKey"> = async ([address], { shown }) => {
  if (!shown.anywhere(address)) return refusal("no-key", { "no-key": "NO_KEY_FOR_ADDRESS" });
  const answer = await call("client.publicKey", { address });
  return answer.ok ? ok(answer.value.text) : refusal(answer.code, { "no-key": "NO_KEY_FOR_ADDRESS" });
};

const KEY_BLOCK = /^\s*-----BEGIN PGP PUBLIC KEY BLOCK-----/;

/** Only after a press of the user's: otherwise a page could open windows of ours at will. */
export const importPublicKey: Asks<"importPublicKey"> = async ([armored], { presses, answered }) => {
  if (!KEY_BLOCK.test(armored)) return refusal("type", { type: "WRONG_ARMORED_TYPE" });
  if (!presses.spend()) return refusal("unasked", { unasked: "IMPORT_ERROR" });
  const token = crypto.randomUUID();
  const asked = await call("client.import", { token, armored });
  if (!asked.ok) return refusal(asked.code, { "not-a-key": "IMPORT_ERROR", "no-window": "IMPORT_ERROR" });
  for (;;) {
    await answered(token);
    const answer = await call("client.imported", { token });
    if (answer.ok) return answer;
    if (answer.code !== "waiting") return refusal(answer.code);
  }
};

export const openSettings: Asks<"openSettings"> = async (_, { presses }) => {
  if (!presses.spend()) return refusal("too-many");
  const answer = await call("client.settings", {});
  return answer.ok ? ok(undefined) : refusal(answer.code);
};

/** By the names that pages call them. */
export const KEYRING_CALLS = {
  getKeyring,
  createKeyring,
  validKeyForAddress,
  hasPrivateKey,
  exportOwnPublicKey,
  importPublicKey,
  openSettings,
};
