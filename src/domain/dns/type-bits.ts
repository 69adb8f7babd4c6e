// Type bit maps of NSEC and NSEC3 (RFC 4034 4.1.2) and what they say about a name.
import { TYPE } from "./types";

/** The types in a bit map; null unless windows ascend and are 1 to 32 octets long. */
export function readTypeBits(data: Uint8Array): ReadonlySet<number> | null {
  const types = new Set<number>();
  let previous = -1;
  for (let at = 0; at < data.length; ) {
    const window = data[at]!;
    const length = data[at + 1] ?? 0;
    if (window <= previous || length === 0 || length > 32 || at + 2 + length > data.length) return null;
    for (let bit = 0; bit < length * 8; bit++)
      if (data[at + 2 + (bit >> 3)]! & (0x80 >> (bit & 7))) types.add(window * 256 + bit);
    previous = window;
    at += 2 + length;
  }
  return types;
}

/** Whether this is the parent's side of a delegation: it knows nothing of the name but its DS (RFC 6840 4.1). */
const isDelegation = (types: ReadonlySet<number>): boolean => types.has(TYPE.NS) && !types.has(TYPE.SOA);

/** Whether names below cannot be denied by this record: they belong to the child, or to a DNAME (RFC 6840 4.1, RFC 6672 5.3.4.1). */
export const endsAuthority = (types: ReadonlySet<number>): boolean => isDelegation(types) || types.has(TYPE.DNAME);

/** Whether a record that stands at `name` proves that it has no records of `type`. */
export function lacks(types: ReadonlySet<number>, name: string, type: number): boolean {
  if (types.has(type) || types.has(TYPE.CNAME)) return false;
  // The child's side of a cut does not know about the DS, the parent's side about nothing else (RFC 4035 5.2, RFC 6840 4.1).
  return type === TYPE.DS ? name === "" || !types.has(TYPE.SOA) : !isDelegation(types);
}

/** What a proof says about a zone cut at a name that has no DS. */
export type Cut = "unsigned" | "none";

/** null when the record at the name proves nothing of the kind: it has a DS, or is the child's own. */
export function cutAt(types: ReadonlySet<number>): Cut | null {
  if (types.has(TYPE.DS) || types.has(TYPE.SOA)) return null;
  return types.has(TYPE.NS) ? "unsigned" : "none";
}
