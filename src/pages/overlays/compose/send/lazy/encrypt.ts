import { parseAddress, type Recipients } from "../../../../../domain/address";
import { deliveryAddress } from "../../../../../domain/discovery/strong-address";
import { asDocument } from "../../../../../domain/html/of-text";
import { fail, ok, type Result } from "../../../../../domain/result";
import type { MessageClass } from "../../../../../domain/trust/message-class";
import type { Insert, SealedTo } from "../../../../../messages/page-calls";
import { copyText } from "../../../../components/lazy/copy-text";
import { saveFile } from "../../../../components/save-file";
import { t } from "../../../../i18n";
import { ask } from "../../../frame/ask";
import type { Session } from "../../../frame/connect";
import { filesOf, OUTER_SUBJECT, type Shape, type Written } from "../../state/composition";
import { hasStrong, peopleOf } from "../../state/recipients";
import type { HandedBy, SealEvent, SealState } from "../../state/sending";
import { type SpeakingModel, writerOf } from "../../state/speaking";
import type { EntityParts, EntityReport } from "./entity-worker";

/** How far the making is: of writing, a share of one; null where nobody can tell. */
export interface Progress {
  readonly stage: "writing" | "sealing";
  readonly share: number | null;
}

/** Below this, making takes no time worth a bar. */
const WORTH_SHOWING = 1_000_000;

interface MakingContext {
  readonly speaking: SpeakingModel;
  readonly written: Written;
  readonly recipients: Recipients;
  readonly least: MessageClass;
  readonly shape: Shape;
  readonly tell: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

/**
 * From what was written to armor, by way of a worker that writes the entity and of the background that seals it. The
 * result is discarded once the signal is aborted.
 */
export async function makeSealed({
  speaking,
  written,
  recipients,
  least,
  shape,
  tell,
  signal,
}: MakingContext): Promise<SealEvent> {
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
      // A strong address stays between its writer and Cachet.
      to: peopleOf(recipients.to, deliveryAddress),
      cc: peopleOf(recipients.cc, deliveryAddress),
      date: Date.now(),
    },
    legacyDisplay: written.subjectSealed.value,
    hp: "cipher",
  };
}

type EntityResult = Result<Uint8Array<ArrayBuffer>, "file-unreadable" | "internal" | "stopped">;

/** The octets of the entity, written by a worker of their own. `progress` is told octets; the signal ends the work. */
function writeEntity(
  parts: EntityParts,
  progress: (octets: number) => void,
  signal: AbortSignal,
): Promise<EntityResult> {
  const worker = new Worker(new URL("./entity-worker.ts", import.meta.url), { type: "module" });
  const written = new Promise<EntityResult>((resolve) => {
    worker.addEventListener("message", ({ data }: MessageEvent<EntityReport>) => {
      if (data.is === "written") progress(data.octets);
      else if (data.is === "done") resolve(ok(data.entity));
      else resolve(fail("file-unreadable"));
    });
    worker.addEventListener("error", () => resolve(fail("internal")));
    signal.addEventListener("abort", () => resolve(fail("stopped")));
  });
  worker.postMessage(parts);
  return written.finally(() => worker.terminate());
}

type Parts = Pick<Insert, "text" | "files" | "entity" | "subject">;

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/**
 * The shape PGP/MIME has after Exchange: readers know it by these very names, types and this order. In lower case, since
 * FlowCrypt knows the first by that spelling alone and the others by any.
 */
const sealedFiles = (armored: string) => [
  { name: "PGPMIME version identification", type: "application/pgp-encrypted", bytes: bytesOf("Version: 1\r\n") },
  { name: "encrypted.asc", type: "application/octet-stream", bytes: bytesOf(armored) },
];

/** What goes into the page of a sealed message, or of a signed one. `to`: whom it was sealed to, where the page may send the entity. */
export function sealedParts(armored: string, shape: Shape, written: Written, to?: SealedTo): Parts {
  const subject = written.pageSubject.value.taken ? OUTER_SUBJECT : null;
  if (to && shape === "mime" && written.leavesAs.value === "compose_as_entity")
    return { text: t("sealed_entity_body"), files: [], entity: { armored, to }, subject };
  if (shape === "mime") return { text: t("sealed_body"), files: sealedFiles(armored), subject };
  return { text: armored, files: [], subject: pageSubjectOf(written) };
}

/** For the user to attach where the page did not take it from us. */
export function saveSealed({ files }: Parts): void {
  const { name, type, bytes } = files.at(-1)!;
  saveFile(name, bytes, type);
}

/** Gives the user the message, to put it into the page themselves. False: the browser did not let it be copied. */
export async function handOver(model: Handing, { armored, shape }: Made, by: HandedBy): Promise<boolean> {
  const { session, written } = model;
  const parts = sealedParts(armored, shape, written);
  if (by === "copy" && !(await copyText(armored))) return false;
  if (by === "file") saveSealed(shape === "mime" ? parts : { ...parts, files: [armoredFile(armored)] });
  // The page's subject was emptied when the editor opened.
  if (parts.subject !== null) void session.page.ask("setSubject", { subject: parts.subject });
  return true;
}

type Made = Extract<SealState, { step: "by-hand" }>;

interface Handing {
  readonly session: Session<"compose">;
  readonly written: Written;
}

/** Text in armor as a file, which OpenPGP programs open by its name. */
const armoredFile = (armored: string) => ({
  name: "message.asc",
  type: "application/octet-stream",
  bytes: bytesOf(armored),
});

/** Everything as it was written, readable by all: only after the user has said so. */
export async function clearParts(written: Written): Promise<Parts> {
  const files = await filesOf(written.attachments.value);
  return { text: written.text.value, files, subject: pageSubjectOf(written) };
}

const pageSubjectOf = (written: Written): string | null =>
  written.pageSubject.value.taken ? written.subject.value : null;
