// Whose key speaks for what is written: said in the strip, asked where nothing says it, and named in every call.
import { computed, signal } from "@preact/signals";
import type { Identity } from "../../../../domain/identity";
import { holds, type Speaking, speakerOf, spokenAddress } from "../../../../domain/speaker";
import type { ServeCode } from "../../../../messages/calls";
import { readOnly } from "../../../read-only";
import { ask } from "../../frame/ask";
import type { Session } from "../../frame/connect";

/** An answer to the question whose key it is to be. */
export type SpeakerAnswer = { readonly way: "make" } | { readonly way: "add" | "sign"; readonly key: Identity };

type From = Session<"compose">["job"]["from"];

export type KeyProblem = "locked" | "bad-address" | "already-there" | "unknown" | "failed" | ServeCode;

export function createSpeaking({ job, identities }: Session<"compose">) {
  const keys = signal<readonly Identity[]>(identities);
  const mailbox = signal(job.from);
  const from = computed(() => mailbox.value?.address ?? null);
  const chosen = signal<string | null>(null);
  const busy = signal(false);
  const problem = signal<KeyProblem | null>(null);
  const speaker = computed(() =>
    speakerOf(keys.value, { from: from.value, as: chosen.value ?? undefined }, Date.now()),
  );

  /** What calls to the background name. It does not guess either, so a key the From does not settle is named by fingerprint. */
  const named = (): Speaking => {
    const { value } = speaker;
    return { from: from.value, ...("key" in value && value.is !== "from" ? { as: value.key.fingerprint } : {}) };
  };

  /** True: the From is another address now, for which nothing is decided yet. */
  const pageChanged = (now: From): boolean => {
    if (now?.address === mailbox.value?.address) return false;
    mailbox.value = now;
    chosen.value = null;
    problem.value = null;
    return true;
  };

  /** The user may have made a key on a page of ours meanwhile. */
  const look = async (): Promise<void> => {
    const answer = await ask("identity.list", {});
    if (answer.ok) keys.value = answer.value;
  };

  const answer = async (given: SpeakerAnswer): Promise<void> => {
    if (busy.value) return;
    problem.value = null;
    if (given.way === "sign") {
      chosen.value = given.key.fingerprint;
      return;
    }
    const address = from.value;
    if (address === null) return;
    busy.value = true;
    const made =
      given.way === "make"
        ? await ask("identity.create", { name: mailbox.value?.name ?? "", address })
        : await ask("identity.addAddress", { fingerprint: given.key.fingerprint, address });
    if (made.ok) await look();
    else problem.value = made.code;
    busy.value = false;
  };

  return readOnly({
    keys,
    from,
    /** The From with the name the page has for it. A name from another key of the user's would link the two identities. */
    mailbox,
    busy,
    problem,
    speaker,
    named,
    pageChanged,
    look,
    answer,
    /** Takes back what the user chose for this message. */
    askAgain: () => {
      chosen.value = null;
    },
    /** The user does not open the key for what was asked: the question stands as before. */
    dismiss: () => {
      problem.value = null;
    },
  });
}

export type SpeakingModel = ReturnType<typeof createSpeaking>;

/** As the message and the mail around it name the writer: by the key's name only where the key is that of the From. */
export function writerOf({ speaker: { value }, from, mailbox }: SpeakingModel): { address: string; name: string } {
  const key = "key" in value ? value.key : null;
  const address = from.value ?? (key ? spokenAddress(key, null) : "");
  const own = key && holds(key, address) ? key.name : (mailbox.value?.name ?? "");
  return { address, name: own === address ? "" : own };
}

/** By name, and by the address it speaks under where that is not the From beside it. */
export function signerName(key: Identity, from: string | null): string {
  const address = spokenAddress(key, from);
  return address === from || key.name === address ? key.name : `${key.name} (${address})`;
}

/** Readers take a signature for the From only by a key that holds it; one named for another address counts for nothing. */
export function signsForFrom({ speaker: { value }, from }: Pick<SpeakingModel, "speaker" | "from">): boolean {
  return "key" in value && (from.value === null || holds(value.key, from.value));
}
