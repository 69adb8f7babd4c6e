/** A file as Firefox keeps its sessions: "mozLz40\0", the size, and one block of LZ4. Null: it is another kind of file. */
export function fromMozLz4(octets: Buffer): Buffer | null {
  if (octets.subarray(0, 8).toString("latin1") !== "mozLz40\0") return null;
  const out = Buffer.alloc(octets.readUInt32LE(8));
  let from = 12;
  let to = 0;
  /** Four bits, and further octets as long as they are full. */
  const length = (bits: number): number => {
    let all = bits;
    if (bits === 15)
      for (let more = 255; more === 255; from++) {
        more = octets[from]!;
        all += more;
      }
    return all;
  };
  while (from < octets.length) {
    const token = octets[from++]!;
    const literals = length(token >> 4);
    octets.copy(out, to, from, from + literals);
    from += literals;
    to += literals;
    if (from >= octets.length) break;
    const back = octets.readUInt16LE(from);
    from += 2;
    // What is copied may reach into itself.
    for (let left = length(token & 15) + 4; left > 0; left--) out[to] = out[to++ - back]!;
  }
  return out;
}
