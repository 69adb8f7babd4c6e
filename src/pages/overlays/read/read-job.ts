// Reads what the page showed from the best form available: the raw source, else the page's own downloads, else its text.
import { signatureOf } from "../../../domain/inline-armor";
import { octetsOf } from "../../../domain/octets";
import type { ReadJob } from "../../../messages/channel";
import type { PageSource } from "../report/reading/message-source";
import { NotHandedOver } from "./not-handed-over";
import { type Read, type ReadingWorld, readMail } from "./read-mail";
import type { ShownAttachment } from "./shown-message";
import { textShown } from "./shown-text";

export interface ReadWorld extends ReadingWorld {
  readonly page: Pick<PageSource, "source" | "file">;
}

export type JobRead =
  | Read
  /** The page truncated the message, and no source is available. */
  | { readonly kind: "clipped" };

/** `whole`: what is shown is the whole message, as in its source. */
export type Outcome = { readonly read: JobRead; readonly whole: boolean };

export async function readJob(job: ReadJob, world: ReadWorld): Promise<Outcome> {
  const { content } = job;
  if (content.form === "files") return readFiles(job, world);
  const part = (read: JobRead): Outcome => ({ read, whole: false });
  if (content.form === "armored" && job.byPage) {
    const { readSealedFile } = await import("./reading");
    // What a page hands over for display is mostly the sealed part of a whole mail (RFC 3156).
    return part(await readSealedFile(octetsOf(content.armored), world));
  }
  if (content.form === "armored" && content.kind === "message")
    return part(await readArmor(content.armored, job, world));
  const armored = content.form === "armored" ? content.armored : null;
  return part(
    (await readSource(armored, world)) ?? (armored === null ? { kind: "clipped" } : await readMail({ armored }, world)),
  );
}

async function readArmor(armored: string, job: ReadJob, world: ReadWorld): Promise<Read> {
  const read = await readMail({ armored }, world);
  if (read.kind !== "opened") return read;
  // Sealed armor survives a page unchanged, but only the mail around it tells the charset of its text.
  const better = read.shown.blocks.some(({ guessed }) => guessed) ? await readSource(armored, world) : null;
  const shown = better?.kind === "opened" ? better : read;
  const attachments = job.files.length > 0 ? await pageFiles(job, world) : [];
  return { ...shown, shown: { ...shown.shown, attachments } };
}

/** The same block from the source; for a truncated message, the first block. Null when there is none. */
async function readSource(armored: string | null, world: ReadWorld): Promise<Read | null> {
  const source = await world.page.source();
  if (!source) return null;
  const { blocksIn, readBlock } = await import("./reading");
  const blocks = blocksIn(source);
  const same = armored === null ? blocks[0] : blocks.find(({ text }) => nameOf(text) === nameOf(armored));
  return same ? readBlock(same, world) : null;
}

/** The part of a block that pages leave unchanged: its signature, or all of a sealed block without white space. */
const nameOf = (armored: string): string => signatureOf(armored) || armored.replace(/\s+/g, "");

async function readFiles(job: ReadJob, world: ReadWorld): Promise<Outcome> {
  const reading = await import("./reading");
  const source = await world.page.source();
  if (source) {
    const { sourceClaims } = await import("./source-claims");
    const { sourceDate, vouched } = sourceClaims(source, world.claims.from);
    const claims = { ...world.claims, sourceDate, vouched };
    return { read: await reading.readMessage(source, { ...world, claims }), whole: true };
  }
  const name = reading.messageFile(job.files);
  const octets = name === null ? null : await world.page.file(name);
  if (octets) return { read: await reading.readSealedFile(octets, world), whole: false };
  const shown = { ...textShown(""), blocks: [], attachments: await pageFiles(job, world) };
  return { read: { kind: "clear", shown }, whole: false };
}

async function pageFiles({ files }: ReadJob, { page }: ReadWorld): Promise<readonly ShownAttachment[]> {
  const { fileInSource, listedFiles } = await import("./reading");
  return listedFiles(files, async (name) => {
    const octets = (await page.file(name)) ?? fileInSource(await page.source(), name);
    if (!octets) throw new NotHandedOver();
    return octets;
  });
}
