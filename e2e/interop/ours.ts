// Our side of the table: the functions the background calls, without its store.

import type { Decrypted, Openers } from "../../src/domain/message/opened";
import { askingUnwrap } from "../../src/domain/message/testing/unwrap";
import { seal } from "../../src/domain/pgp/encrypt";
import { type OpenedMessage, openMessage, parseMessage, verifyDetached } from "../../src/domain/pgp/open";
import type { OwnKey } from "../../src/domain/pgp/secret-key";
import type { RawSignature } from "../../src/domain/pgp/signatures";
import { ok } from "../../src/domain/result";
import type { ReadingWorld } from "../../src/pages/overlays/read/read-mail";
import { readMessage } from "../../src/pages/overlays/read/reading";
import type { ShownMessage } from "../../src/pages/overlays/read/shown-message";
import type { PeerKey } from "../peers/peer";
import { certificateOf } from "./parties";

/** Signed by us, sealed to these and to ourselves, or to these alone where one of them is ourselves. */
export async function weSeal(
  content: Uint8Array | string,
  signer: OwnKey,
  readers: readonly PeerKey[],
  hidden: readonly PeerKey[] = [],
): Promise<string> {
  const certificates = async (keys: readonly PeerKey[]) => Promise.all(keys.map(certificateOf));
  const what = typeof content === "string" ? { text: content } : { entity: new Uint8Array(content) };
  return seal({
    ...what,
    signer: signer.secret,
    readers: [signer.info.certificate, ...(await certificates(readers))],
    hiddenReaders: await certificates(hidden),
    now: Date.now(),
  });
}

/** What we read of a message that `signer` may have signed. */
export async function weOpen(message: string | Uint8Array, reader: OwnKey, signer: PeerKey): Promise<OpenedMessage> {
  const parsed = await parseMessage(message);
  if (!parsed.ok) throw new Error(parsed.code);
  const signers = async () => [await certificateOf(signer)];
  const opened = await openMessage(parsed.value, [reader.secret], signers, Date.now());
  if (!opened.ok) throw new Error(opened.code);
  return opened.value;
}

export async function weCheck(
  octets: Uint8Array,
  signature: string,
  signer: PeerKey,
): Promise<readonly RawSignature[]> {
  const checked = await verifyDetached(octets, signature, async () => [await certificateOf(signer)], Date.now());
  if (!checked.ok) throw new Error(checked.code);
  return checked.value;
}

/** What the read overlay makes of a whole message; `signatures` are those over the message as one, in order of asking. */
export async function weRead(
  message: Uint8Array,
  reader: OwnKey,
  signer: PeerKey,
): Promise<{ shown: ShownMessage; signatures: readonly RawSignature[] }> {
  const signatures: RawSignature[] = [];
  const answer = (more: object, raw: readonly RawSignature[]) => {
    signatures.push(...raw);
    const state = raw.length === 0 ? "none" : "known";
    const value = { unprotected: false, signature: { state }, facts: {}, entity: null, ...more };
    return ok(value as unknown as Decrypted);
  };
  const openers: Openers = {
    async verify({ signed, signature }) {
      const armored = new TextDecoder().decode(signature as Uint8Array);
      return answer({ sealed: false }, await weCheck(signed, armored, signer));
    },
    async decrypt({ sealed }) {
      const opened = await weOpen(sealed!, reader, signer);
      return answer({ sealed: true, entity: opened.octets }, opened.signatures);
    },
  };
  const claims = { account: null, from: null, to: [], date: null };
  const read = await readMessage(message, {
    ask: askingUnwrap(openers) as unknown as ReadingWorld["ask"],
    claims,
    unprotected: false,
    work: { id: "00000000-0000-4000-8000-000000000000", clicks: 0 },
  });
  if (read.kind !== "opened") throw new Error(`${read.kind} ${read.kind === "failed" ? read.failure.code : ""}`);
  return { shown: read.shown, signatures };
}
