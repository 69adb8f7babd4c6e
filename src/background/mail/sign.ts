// Cleartext signatures (RFC 9580 7).

import { clearsign } from "../../domain/pgp/clearsign";
import { LIMITS } from "../../domain/pgp/limits";
import { fail, ok } from "../../domain/result";
import { isAboveDefault } from "../../domain/trust/message-class";
import type { Answers, Request } from "../../messages/calls";
import { noteFault } from "../../messages/fault";
import { speakingIdentity } from "../own-keys/identities";
import { timeForOthers } from "../own-keys/own-time";
import { unlockedKey } from "../own-keys/vault";
import { currentSettings } from "../settings/settings";

export async function signMessage(
  { text, ...speaking }: Request<"message.sign">,
  now = Date.now(),
): Promise<Answers["message.sign"]> {
  if (text.length > LIMITS.message) return fail("too-large");
  // Anybody can read a clear text, which an organisation may forbid.
  if (isAboveDefault((await currentSettings()).managed.least)) return fail("below-class");
  const identity = await speakingIdentity(speaking, now);
  if (!identity.ok) return identity;
  const signer = await unlockedKey(identity.value);
  if (!signer) return fail({ code: "locked", fingerprint: identity.value.fingerprint });
  const at = await timeForOthers(identity.value, now);
  if (!at.ok) return at;
  try {
    return ok({ signed: await clearsign(text, signer, at.value) });
  } catch (error) {
    noteFault("signing failed", error);
    return fail("failed");
  }
}
