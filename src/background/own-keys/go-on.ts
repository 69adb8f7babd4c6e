// For a database that cannot be read although the disk has room, while the second place still holds keys: the user may
// go on with those. A restart may repair the database, so the decision is theirs, and its files stay.
import { ok } from "../../domain/result";
import type { Answers, Request } from "../../messages/calls";
import { buckets } from "../store/buckets";
import { database } from "../store/database";
import { moveDatabase, withHandle } from "../store/handle";
import { troubleNow } from "../store/stored";
import { inOrder, openCopy, readCopies } from "./at-rest";
import { noteInHint } from "./hint";

/** The keys to go on with; `sure` does it. The start that follows restores them (begin.ts). */
export const goOn = ({ sure }: Request<"store.goOn">): Promise<Answers["store.goOn"]> =>
  inOrder(async () => {
    const addresses = (await isUnreadable()) ? await openElsewhere() : [];
    if (sure && addresses.length > 0) {
      await moveDatabase();
      await noteInHint({ lost: Date.now() }).catch(() => {});
    }
    return ok({ addresses });
  });

/** Firefox has no buckets, so there is nowhere to go on. */
async function isUnreadable(): Promise<boolean> {
  if (!buckets()) return false;
  const trouble = await withHandle(() => database.identities.count()).then(() => null, troubleNow);
  return trouble === "unreadable";
}

/** Addresses of the keys that decrypt in the second place. */
async function openElsewhere(): Promise<string[]> {
  const opening = (await readCopies()).map(async (copy) => {
    if (copy.identity) await openCopy(copy);
    return copy.identity?.addresses ?? [];
  });
  const opened = await Promise.allSettled(opening);
  return opened.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
}
