// A running import. The page holds it, not a component, so that it continues while another section is open.
import { signal } from "@preact/signals";
import { readKeyringFile } from "../../domain/packets/keyring-file";
import type { KeyringEntry } from "../../domain/trust/keyring";
import { ask, failureWord } from "../components/ask";
import type { WordKey } from "../i18n";
import { runSearch } from "./contact-search";

export type KeyringImport =
  | { readonly stage: "idle" }
  | { readonly stage: "reading"; readonly fileName: string }
  | { readonly stage: "refused"; readonly word: WordKey }
  | { readonly stage: "ready"; readonly fileName: string; readonly total: number; readonly cut: boolean }
  | { readonly stage: "running"; readonly fileName: string; readonly total: number; readonly done: number }
  | {
      readonly stage: "ended";
      readonly fileName: string;
      readonly total: number;
      readonly entries: readonly KeyringEntry[];
      /** Null: complete. stopped: by the user. Otherwise why it could not continue. */
      readonly why: "stopped" | { readonly word: WordKey } | null;
    };

export const keyringImport = signal<KeyringImport>({ stage: "idle" });

/** Bytes; larger than any known keyring, small enough for a page to hold. */
const LARGEST_FILE = 200_000_000;
/** Limits of one call, such that progress moves about four times a second. */
const BATCH_KEYS = 20;
const BATCH_BYTES = 4_000_000;

let certificates: readonly Uint8Array[] = [];
let stopping = false;

export function forgetKeyring(): void {
  certificates = [];
  keyringImport.value = { stage: "idle" };
}

/** Reads the file's certificates; imports nothing yet. */
export async function openKeyring(file: File): Promise<void> {
  const fileName = file.name;
  if (file.size > LARGEST_FILE) {
    keyringImport.value = { stage: "refused", word: "keys_file_too_large" };
    return;
  }
  keyringImport.value = { stage: "reading", fileName };
  const read = readKeyringFile(new Uint8Array(await file.arrayBuffer()));
  certificates = read.certificates;
  keyringImport.value =
    certificates.length === 0
      ? { stage: "refused", word: "keys_file_none" }
      : { stage: "ready", fileName, total: certificates.length, cut: read.cut };
}

export function stopKeyring(): void {
  stopping = true;
}

export async function runKeyring(): Promise<void> {
  const before = keyringImport.peek();
  if (before.stage !== "ready") return;
  const { fileName, total } = before;
  const entries: KeyringEntry[] = [];
  const end = (why: Extract<KeyringImport, { stage: "ended" }>["why"]): void => {
    certificates = [];
    keyringImport.value = { stage: "ended", fileName, total, entries, why };
    void runSearch();
  };
  stopping = false;
  for (const keys of batches(certificates)) {
    keyringImport.value = { stage: "running", fileName, total, done: entries.length };
    const answer = await ask("keyring.import", { keys });
    if (!answer.ok) return end({ word: failureWord(answer.code, {}) });
    entries.push(...answer.value);
    if (stopping && entries.length < total) return end("stopped");
  }
  end(null);
}

function* batches(keys: readonly Uint8Array[]): Iterable<Uint8Array<ArrayBuffer>[]> {
  let batch: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for (const key of keys) {
    if (batch.length > 0 && (batch.length === BATCH_KEYS || bytes + key.length > BATCH_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    // A copy: sending a view would send the whole file's buffer.
    batch.push(Uint8Array.from(key));
    bytes += key.length;
  }
  if (batch.length > 0) yield batch;
}
