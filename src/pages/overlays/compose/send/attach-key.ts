import { signal } from "@preact/signals";
import type { OfferedFile } from "../../../../messages/channel";
import { ask } from "../../frame/ask";
import type { Session } from "../../frame/connect";
import type { SpeakingModel } from "../state/speaking";

export type KeyAttached = "no" | "working" | "yes" | "refused" | "no-identity" | "whose-key";

/** The type under which public keys travel (RFC 3156 7). */
const keyFile = (name: string, armored: string): OfferedFile => ({
  name,
  type: "application/pgp-keys",
  bytes: new TextEncoder().encode(armored),
});

/** Attaches the user's public key to the mail in the page, whose own attachments they are. */
export function createAttachKey(session: Session<"compose">, speaking: SpeakingModel) {
  const state = signal<KeyAttached>("no");
  const attach = async (): Promise<void> => {
    if (state.value === "working" || state.value === "yes") return;
    state.value = "working";
    const answer = await ask("identity.public", speaking.named());
    if (!answer.ok) {
      state.value = answer.code === "no-identity" || answer.code === "whose-key" ? answer.code : "refused";
      return;
    }
    const { is } = await session.page.ask("attach", { files: [keyFile(answer.value.fileName, answer.value.text)] });
    state.value = is === "attached" ? "yes" : "refused";
  };
  return { state, attach };
}
