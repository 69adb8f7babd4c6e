import { signal } from "@preact/signals";
import type { OfferedFile } from "../../../messages/channel";
import { ask } from "../ask";
import type { Session } from "../connect";

export type KeyAttached = "no" | "working" | "yes" | "refused" | "no-identity";

/** The type under which public keys travel (RFC 3156 7). */
const keyFile = (name: string, armored: string): OfferedFile => ({
  name,
  type: "application/pgp-keys",
  bytes: new TextEncoder().encode(armored),
});

/** Attaches the user's public key to the mail in the page, whose own attachments they are. */
export function createAttachKey(session: Session<"compose">) {
  const state = signal<KeyAttached>("no");
  session.listen((message) => {
    if (message.type === "attached" && state.value === "working") state.value = message.ok ? "yes" : "refused";
  });
  const attach = async (): Promise<void> => {
    if (state.value === "working" || state.value === "yes") return;
    state.value = "working";
    const answer = await ask("identity.public", { account: session.job.account });
    if (answer.ok) session.post({ type: "attach", files: [keyFile(answer.value.fileName, answer.value.text)] });
    else state.value = answer.code === "no-identity" ? "no-identity" : "refused";
  };
  return { state, attach };
}
