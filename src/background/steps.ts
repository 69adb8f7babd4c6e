// What would help most next, most gain first. Only what the user can really do from here is named; nothing blocks, and
// each can be dismissed for good.
import { ok } from "../domain/result";
import type { Answers } from "../messages/contract";
import type { Step } from "../messages/types";
import { addDismissed, dismissedSteps } from "./settings";
import { database } from "./store/database";

interface Facts {
  readonly identities: number;
  readonly backedUp: boolean;
  readonly passphrase: boolean;
  /** A check has found it where others look. */
  readonly published: boolean;
  readonly sealedBefore: boolean;
  /** Contacts whose key was used but never compared. */
  readonly unverified: number;
}

/** Gains follow PRIVACY-INDEX: without a key nothing works; a lost key loses all mail; then theft; then impostors. */
const STEPS: readonly (Step & { readonly when: (facts: Facts) => boolean })[] = [
  { id: "make-key", gain: 40, when: (f) => f.identities === 0 },
  { id: "backup", gain: 25, when: (f) => f.identities > 0 && !f.backedUp },
  { id: "passphrase", gain: 15, when: (f) => f.identities > 0 && !f.passphrase },
  { id: "try", gain: 10, when: (f) => f.identities > 0 && !f.sealedBefore },
  { id: "publish", gain: 10, when: (f) => f.identities > 0 && !f.published },
  { id: "verify", gain: 10, when: (f) => f.identities > 0 && f.unverified > 0 },
];

async function facts(): Promise<Facts> {
  const [identities, contacts] = await Promise.all([
    database.identities.toArray(),
    database.contacts.orderBy("lastUsedAt").reverse().limit(200).toArray(),
  ]);
  return {
    identities: identities.length,
    backedUp: identities.every((identity) => identity.backupAt !== null),
    passphrase: identities.every((identity) => identity.protection === "passphrase"),
    published: identities.some((identity) => identity.publishedAt !== undefined),
    sealedBefore: contacts.some((contact) => contact.sealedDays.length > 0),
    unverified: contacts.filter((contact) => contact.pinned !== null && contact.verifiedAt === null).length,
  };
}

export async function nextSteps(): Promise<Answers["steps.next"]> {
  const [known, dismissed] = await Promise.all([facts(), dismissedSteps()]);
  const open = STEPS.filter((step) => !dismissed.includes(step.id) && step.when(known));
  return ok(open.slice(0, 3).map(({ id, gain }) => ({ id, gain })));
}

export async function dismissStep(id: string): Promise<Answers["steps.dismiss"]> {
  await addDismissed(id);
  return ok(null);
}
