// What the user brings in place of a message that the page does not hand over.
import { type GivenKind, kindGiven, withoutLead } from "../../../../domain/message/given-file";
import type { Named } from "../../../../domain/message/same-message";
import { MIME_LIMITS } from "../../../../domain/mime/limits";
import { looseFile } from "../shown";
import type { ShownAttachment } from "../shown-message";
import { sourceClaims } from "../source-claims";

/** not-a-message: nothing in it that Cachet opens. unreadable: the browser did not give its content. */
export type Refused = "too-large" | "not-a-message" | "unreadable";

export interface GivenFile {
  readonly attachment: ShownAttachment;
  readonly octets: Uint8Array;
  readonly kind: GivenKind;
  /** Whose message it is by its own header; only a whole mail has one. */
  readonly named: Named | null;
}

export async function takeFile(file: File): Promise<GivenFile | { readonly refused: Refused }> {
  if (file.size > MIME_LIMITS.message) return { refused: "too-large" };
  const read = await file.arrayBuffer().catch(() => null);
  if (read === null) return { refused: "unreadable" };
  const octets = withoutLead(new Uint8Array(read));
  const kind = kindGiven(octets);
  if (kind === null) return { refused: "not-a-message" };
  const attachment = looseFile("given", file.name, octets, kind === "mail" ? "message" : "encrypted");
  return { attachment, octets, kind, named: kind === "mail" ? namedIn(octets) : null };
}

function namedIn(octets: Uint8Array): Named {
  const { claimed, sourceDate } = sourceClaims(octets, null);
  return { from: claimed, date: sourceDate };
}
