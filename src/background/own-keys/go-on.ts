// The database cannot be read, although there is room, and the second place still holds keys: the user may go on with those. A
// restart may mend what cannot be read, so this is theirs to decide, and the files stay where they are.
import { ok } from "../../domain/result";
import type { Answers, Request } from "../../messages/calls";
import { buckets } from "../store/buckets";
import { database } from "../store/database";
import { moveDatabase, withHandle } from "../store/handle";
import { troubleNow } from "../store/stored";
import { inOrder, openCopy, readCopies } from "./at-rest";
import { noteInHint } from "./hint";

/** Whose keys one could go on with; with `sure`, that is done. The start that follows brings them back (begin.ts). */
export const goOn = ({ sure }: Request<"store.goOn">): Promise<Answers["store.goOn"]> =>
  inOrder(async () => {
    const addresses = (await isUnreadable()) ? await openElsewhere() : [];
    if (sure && addresses.length > 0) {
      await moveDatabase();
      await noteInHint({ lost: Date.now() }).catch(() => {});
    }
    return ok({ addresses });
  });

/** Firefox has no bucket to go on in. */
async function isUnreadable(): Promise<boolean> {
  if (!buckets()) return false;
  const trouble = await withHandle(() => database.identities.count()).then(() => null, troubleNow);
  return trouble === "unreadable";
}

/** Of the keys that do open there. */
async function openElsewhere(): Promise<string[]> {
  const opening = (await readCopies()).map(async (copy) => {
    if (copy.identity) await openCopy(copy);
    return copy.identity?.addresses ?? [];
  });
  const opened = await Promise.allSettled(opening);
  return opened.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
}
