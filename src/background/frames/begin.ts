// Runs before a worker's first answer. It restores the user's keys from either of their places, so that nobody who has
// a key is told to make one, and the decisions about other people's keys, so that no verified contact is treated as
// new.

import { inTurn, notKept } from "../contacts/pin-signing";
import { keepTally, tallyState } from "../contacts/pin-tally";
import { whenOwnKeysChange } from "../own-keys/at-rest";
import { missingKeys, noteInHint, noteKeys, readHint } from "../own-keys/hint";
import { bringIntoStep } from "../own-keys/two-places";
import { database } from "../store/database";
import { heardLoss } from "../store/factory";
import { handleNow } from "../store/handle";

let begun: { readonly handle: number; readonly done: Promise<void> } | null = null;

/** Runs once per opening of the database, which may hold less than the opening before. */
export function begin(): Promise<void> {
  const handle = handleNow();
  if (begun?.handle === handle) return begun.done;
  const done = lookForKeys();
  begun = { handle, done };
  done.catch(() => {
    if (begun?.done === done) begun = null;
  });
  return done;
}

async function lookForKeys(): Promise<void> {
  const hint = readHint();
  const [identities, secrets, missing, tally] = await Promise.all([
    database.identities.toArray(),
    database.secrets.toArray(),
    missingKeys(hint),
    tallyState(hint),
  ]);
  if (heardLoss() !== null) await noteInHint({ lost: Date.now() }).catch(() => {});
  const isWhole = identities.every((row) => secrets.some(({ fingerprint }) => fingerprint === row.fingerprint));
  if (identities.length === 0) await keepInStep();
  else if (!isWhole || missing.length > 0) await keepInStep().catch(logged);
  else if (secrets.some(({ edition = 0, twin = null }) => twin !== edition)) keepInStep().catch(logged);
  const counted = tally === "same" ? null : inTurn(() => keepTally()).catch(notKept);
  // A place that cannot be read may hold the missing decisions, so a possible loss is reported.
  if (tally === "lost" && (await counted) === "unread") await noteInHint({ gone: Date.now() }).catch(() => {});
}

const logged = (error: unknown): void => console.warn("cachet: a second place cannot be used", (error as Error).name);

/** Brings both places in step. What was restored from the second is reported once. */
export async function keepInStep(): Promise<void> {
  const { broughtBack } = await bringIntoStep();
  if (broughtBack.length > 0) await noteInHint({ renewed: Date.now() });
}

/** Starts updating the hint whenever keys change. */
export const keepHint = (): void => whenOwnKeysChange(noteKeys);
