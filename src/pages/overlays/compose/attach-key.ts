import { signal } from "@preact/signals";
import { ask } from "../ask";
import type { Session } from "../connect";

export type KeyAttached = "no" | "working" | "yes" | "refused" | "no-identity";

/** Attaches the user's public key to the mail in the page, whose own attachments they are. */
export function createAttachKey(session: Session<"compose">) {
  const state = signal<KeyAttached>("no");
  session.listen((message) => {
    if (message.type === "key-attached") state.value = message.ok ? "yes" : "refused";
  });
  const attach = async (): Promise<void> => {
    if (state.value === "working" || state.value === "yes") return;
    state.value = "working";
    const answer = await ask("identity.public", { account: session.job.account });
    if (answer.ok) session.post({ type: "attachKey", fileName: answer.value.fileName, armored: answer.value.text });
    else state.value = answer.code === "no-identity" ? "no-identity" : "refused";
  };
  return { state, attach };
}
