/** Reads a Firefox session file: "mozLz40\0", the size, and one LZ4 block. Null: another kind of file. */
export function fromMozLz4(octets: Buffer): Buffer | null {
  if (octets.subarray(0, 8).toString("latin1") !== "mozLz40\0") return null;
  const out = Buffer.alloc(octets.readUInt32LE(8));
  let from = 12;
  let to = 0;
  /** A length: four bits, extended by octets while these are 255. */
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
    // Octet by octet, as the source may overlap the copy.
    for (let left = length(token & 15) + 4; left > 0; left--) out[to] = out[to++ - back]!;
  }
  return out;
}
