// The content of a password message: 4 octets length of the JSON | JSON | the attachments one after another | zeros.

export interface MessageFile {
  readonly name: string;
  /** Media type, as declared by the sender's browser. */
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface MessageContent {
  readonly subject: string;
  /** Plain text, line breaks as \n. */
  readonly text: string;
  /** When it was sealed, ms since 1970. */
  readonly at: number;
  readonly files: readonly MessageFile[];
}

interface Written {
  readonly subject: string;
  readonly text: string;
  readonly at: number;
  readonly files: readonly { readonly name: string; readonly type: string; readonly size: number }[];
}

/** Short messages all have the same length. */
const LEAST = 1024;

/** Length to pad to: Padmé (Nikitin et al., PETS 2019) reveals O(log log n) bits of the length, for at most 12 % more octets. */
export function padded(length: number): number {
  const wanted = Math.max(length, LEAST);
  const exponent = Math.floor(Math.log2(wanted));
  const unit = 2 ** (exponent - Math.floor(Math.log2(exponent)) - 1);
  return Math.ceil(wanted / unit) * unit;
}

export function writeContent({ subject, text, at, files }: MessageContent): Uint8Array<ArrayBuffer> {
  const named = files.map(({ name, type, bytes }) => ({ name, type, size: bytes.length }));
  const json = new TextEncoder().encode(JSON.stringify({ subject, text, at, files: named } satisfies Written));
  const length = files.reduce((sum, { bytes }) => sum + bytes.length, 4 + json.length);
  const out = new Uint8Array(padded(length));
  new DataView(out.buffer).setUint32(0, json.length);
  out.set(json, 4);
  let from = 4 + json.length;
  for (const { bytes } of files) {
    out.set(bytes, from);
    from += bytes.length;
  }
  return out;
}

/** Null when it is not the content of a password message. The result is only as authentic as the passphrase is secret. */
export function readContent(bytes: Uint8Array<ArrayBuffer>): MessageContent | null {
  if (bytes.length < 4) return null;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  if (4 + length > bytes.length) return null;
  const written = parsed(bytes.subarray(4, 4 + length));
  if (!written) return null;
  let from = 4 + length;
  const files: MessageFile[] = [];
  for (const { name, type, size } of written.files) {
    if (from + size > bytes.length) return null;
    files.push({ name, type, bytes: bytes.subarray(from, from + size) });
    from += size;
  }
  return { ...written, files };
}

function parsed(json: Uint8Array): Written | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(json));
    return isWritten(value) ? value : null;
  } catch {
    return null;
  }
}

function isWritten(value: unknown): value is Written {
  const { subject, text, at, files } = Object(value);
  return typeof subject === "string" && typeof text === "string" && Number.isFinite(at) && isFiles(files);
}

const isFiles = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.every(
    ({ name, type, size }) =>
      typeof name === "string" && typeof type === "string" && Number.isSafeInteger(size) && size >= 0,
  );
