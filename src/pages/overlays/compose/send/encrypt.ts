import { type Person, parseAddress, type Recipients } from "../../../../domain/address";
import { parseStrongAddress } from "../../../../domain/discovery/strong-address";
import { fail } from "../../../../domain/result";
import type { MessageClass } from "../../../../domain/trust/message-class";
import { ask } from "../../frame/ask";
import type { Written } from "../state/composition";
import { asDocument } from "../state/format";
import type { SealEvent } from "../state/sending";
import type { Shape } from "../state/shape";
import { type SpeakingModel, writerOf } from "../state/speaking";
import { hasStrong } from "../state/strong-binding";
import type { EntityParts } from "./entity-worker";
import { writeEntity } from "./write-entity";

/** How far the making is: of writing, a share of one; null where nobody can tell. */
export interface Progress {
  readonly stage: "writing" | "sealing";
  readonly share: number | null;
}

/** Below this, making takes no time worth a bar. */
const WORTH_SHOWING = 1_000_000;

interface Making {
  readonly speaking: SpeakingModel;
  readonly written: Written;
  readonly recipients: Recipients;
  readonly least: MessageClass;
  readonly shape: Shape;
  readonly tell: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

/**
 * From what was written to armor, by way of a worker that writes the entity and of the background that seals it. What comes
 * out after the signal was aborted is nobody's any more.
 */
export async function makeSealed({
  speaking,
  written,
  recipients,
  least,
  shape,
  tell,
  signal,
}: Making): Promise<SealEvent> {
  const named = speaking.named();
  const failed = (failure: NotSealed["failure"]): SealEvent => ({
    type: "not-sealed",
    failure,
    strong: hasStrong(recipients),
  });
  const tellSlow = (now: Progress): void => {
    if (written.size.value > WORTH_SHOWING) tell(now);
  };
  if (shape === "sign") {
    const answer = await ask("message.sign", { text: written.text.value, ...named });
    return answer.ok ? { type: "sealed", armored: answer.value.signed } : failed(answer);
  }
  const of = (list: Recipients["to"]): string[] => list.map((mailbox) => mailbox.address);
  const people = { to: of(recipients.to), cc: of(recipients.cc), bcc: of(recipients.bcc), least, ...named };
  let content: { text: string } | { entity: Uint8Array<ArrayBuffer> } = { text: written.text.value };
  if (shape === "mime") {
    const expected = written.attachments.value.reduce((sum, { size }) => sum + size * 1.37, 1);
    const tellWritten = (octets: number) => tellSlow({ stage: "writing", share: Math.min(1, octets / expected) });
    const entity = await writeEntity(partsOf(speaking, written, recipients), tellWritten, signal);
    if (!entity.ok) return failed(fail(entity.code === "file-unreadable" ? entity.code : "failed"));
    content = { entity: entity.value };
  }
  if (signal.aborted) return failed(fail("failed"));
  tellSlow({ stage: "sealing", share: null });
  const answer = await ask("message.seal", { ...content, ...people });
  return answer.ok ? { type: "sealed", armored: answer.value.armored } : failed(answer);
}

type NotSealed = Extract<SealEvent, { type: "not-sealed" }>;

function partsOf(speaking: SpeakingModel, written: Written, recipients: Recipients): EntityParts {
  const { address, name } = writerOf(speaking);
  const from = parseAddress(address);
  return {
    text: written.text.value,
    ...(written.html.value === null ? {} : { html: asDocument(written.html.value) }),
    attachments: written.attachments.value.map(({ name, type, blob }) => ({ name, type, blob })),
    headers: {
      subject: written.subject.value,
      from: from && { address: from, name },
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
