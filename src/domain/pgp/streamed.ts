// openpgp.js hands packets on as octets or as a stream of its own kind, whatever came in.

/** Octets, or what gives them piece by piece. */
export type Streamed =
  | Uint8Array<ArrayBuffer>
  | { getReader(): { read(): Promise<{ value?: Uint8Array<ArrayBuffer>; done: boolean }> } };

/** All of it. */
export async function octetsOf(data: Streamed): Promise<Uint8Array<ArrayBuffer>> {
  if (data instanceof Uint8Array) return data;
  const reader = data.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for (;;) {
    const { value, done } = await reader.read();
    if (value) chunks.push(value);
    if (done) return chunks.length === 1 ? chunks[0]! : new Uint8Array(await new Blob(chunks).arrayBuffer());
  }
}
