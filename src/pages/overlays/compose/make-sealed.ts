import { type Signal, signal } from "@preact/signals";
import { type Person, parseAddress } from "../../../domain/address";
import { parseStrongAddress } from "../../../domain/discovery/strong-address";
import type { Recipients } from "../../../messages/channel";
import { ask } from "../ask";
import type { Session } from "../connect";
import type { EntityParts } from "./entity-worker";
import { asDocument } from "./rich-text";
import type { SealEvent } from "./sealing";
import type { Shape } from "./shape";
import { hasStrong } from "./strong-binding";
import { writeEntity } from "./write-entity";
import type { Written } from "./written";

/** How far the making is: of writing, a share of one; null where nobody can tell. */
export interface Progress {
  readonly stage: "writing" | "sealing";
  readonly share: number | null;
}

/** Below this, making takes no time worth a bar. */
const WORTH_SHOWING = 1_000_000;

/** From what was written to armor, by way of a worker that writes the entity and of the background that seals it. */
export function createMakeSealed(session: Session<"compose">, written: Written, recipients: Signal<Recipients>) {
  const { job } = session;
  const progress = signal<Progress | null>(null);
  let run: AbortController | null = null;

  const stop = (): void => {
    run?.abort();
    run = null;
    progress.value = null;
  };
  const tell = (now: Progress): void => {
    if (written.size.value > WORTH_SHOWING) progress.value = now;
  };

  const failed = (
    code: Extract<SealEvent, { type: "not-sealed" }>["code"],
    detail: readonly string[] = [],
  ): SealEvent => ({
    type: "not-sealed",
    code,
    detail,
    strong: hasStrong(recipients.value),
  });

  const content = async (shape: Shape, signal: AbortSignal) => {
    if (shape !== "mime") return { text: written.text.value };
    const expected = written.attachments.value.reduce((sum, { size }) => sum + size * 1.37, 1);
    const tellWritten = (octets: number) => tell({ stage: "writing", share: Math.min(1, octets / expected) });
    const entity = await writeEntity(partsOf(session, written, recipients.value), tellWritten, signal);
    return entity.ok ? { entity: entity.value } : entity;
  };

  /** Null: stopped meanwhile. */
  const seal = async (shape: Shape): Promise<SealEvent | null> => {
    stop();
    run = new AbortController();
    const { signal } = run;
    if (shape === "sign") {
      const answer = await ask("message.sign", { text: written.text.value, account: job.account });
      if (signal.aborted) return null;
      return answer.ok ? { type: "sealed", armored: answer.value.signed } : failed(answer.code, answer.detail);
    }
    const made = await content(shape, signal);
    if (signal.aborted) return null;
    if ("ok" in made) return failed(made.code === "file-unreadable" ? "file-unreadable" : "failed", made.detail);
    tell({ stage: "sealing", share: null });
    const of = (list: Recipients["to"]): string[] => list.map((mailbox) => mailbox.address);
    const { to, cc, bcc } = recipients.value;
    const answer = await ask("message.seal", {
      ...made,
      to: of(to),
      cc: of(cc),
      bcc: of(bcc),
      account: job.account,
    });
    if (signal.aborted) return null;
    return answer.ok ? { type: "sealed", armored: answer.value.armored } : failed(answer.code, answer.detail);
  };

  return { seal, stop, progress };
}

function partsOf({ job, identities }: Session<"compose">, written: Written, recipients: Recipients): EntityParts {
  const own = identities.find(({ addresses }) => addresses.some((one) => one === job.account)) ?? identities[0];
  const from = parseAddress(job.account ?? own?.addresses[0] ?? "");
  return {
    text: written.text.value,
    ...(written.html.value === null ? {} : { html: asDocument(written.html.value) }),
    attachments: written.attachments.value.map(({ name, type, blob }) => ({ name, type, blob })),
    headers: {
      subject: written.subject.value,
      from: from && { address: from, name: own?.name ?? "" },
      to: peopleOf(recipients.to),
      cc: peopleOf(recipients.cc),
      date: Date.now(),
    },
    legacyDisplay: written.subjectSealed.value,
    hp: "cipher",
  };
}

/** As they are delivered: a strong address is between its writer and Cachet. */
const peopleOf = (list: Recipients["to"]): Person[] =>
  list.flatMap(({ address, name }) => {
    const delivered = parseAddress(parseStrongAddress(address)?.deliverTo ?? address);
    return delivered ? [{ address: delivered, name: name === address ? "" : name }] : [];
  });
