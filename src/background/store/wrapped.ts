// Secret keys at rest: encrypted under a non-extractable key, made once for each store.
import type { Dexie, EntityTable } from "dexie";
import type { SecretRow, WrappingRow } from "./database";

/** A database with a wrapping key of its own. */
export interface Keeps {
  readonly wrapping: EntityTable<WrappingRow, "id">;
  readonly transaction: Dexie["transaction"];
}

/** Never extractable, never exported. */
async function wrappingKey(store: Keeps): Promise<CryptoKey> {
  const stored = await store.wrapping.get("device");
  if (stored) return stored.key;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  return store.transaction("rw", store.wrapping, async () => {
    const first = await store.wrapping.get("device");
    if (first) return first.key;
    await store.wrapping.add({ id: "device", key: made });
    return made;
  });
}

type Wrapped = Pick<SecretRow, "fingerprint" | "iv" | "sealed">;

/** Authenticated together with the fingerprint. */
export async function wrap(store: Keeps, fingerprint: string, bytes: Uint8Array): Promise<Wrapped> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const key = await wrappingKey(store);
  const sealed = await crypto.subtle.encrypt(parameters(fingerprint, iv), key, bytes as BufferSource);
  return { fingerprint, iv, sealed: new Uint8Array(sealed) };
}

export async function unwrap(store: Keeps, { fingerprint, iv, sealed }: Wrapped): Promise<Uint8Array> {
  const key = await wrappingKey(store);
  return new Uint8Array(await crypto.subtle.decrypt(parameters(fingerprint, iv), key, sealed as BufferSource));
}

const parameters = (fingerprint: string, iv: Uint8Array): AesGcmParams => ({
  name: "AES-GCM",
  iv: iv as BufferSource,
  additionalData: new TextEncoder().encode(fingerprint),
});
