// Where names stand inside RDATA. Only these types may hold compressed names (RFC 3597 4) or have them lower-cased in
// canonical form (RFC 4034 6.2); the RDATA of every other type is opaque octets.
import { TYPE } from "./types";

/** A number of octets, a domain name, a character-string (RFC 1035 3.3), or all that is left. */
type Field = number | "name" | "string" | "rest";

const LAYOUTS: Readonly<Record<number, readonly Field[]>> = {
  [TYPE.NS]: ["name"],
  3: ["name"], // MD
  4: ["name"], // MF
  [TYPE.CNAME]: ["name"],
  [TYPE.SOA]: ["name", "name", 20],
  7: ["name"], // MB
  8: ["name"], // MG
  9: ["name"], // MR
  [TYPE.PTR]: ["name"],
  14: ["name", "name"], // MINFO
  [TYPE.MX]: [2, "name"],
  17: ["name", "name"], // RP
  18: [2, "name"], // AFSDB
  21: [2, "name"], // RT
  24: [18, "name", "rest"], // SIG
  26: [2, "name", "name"], // PX
  30: ["name", "rest"], // NXT
  [TYPE.SRV]: [6, "name"],
  35: [4, "string", "string", "string", "name"], // NAPTR
  36: [2, "name"], // KX
  [TYPE.DNAME]: ["name"],
  [TYPE.RRSIG]: [18, "name", "rest"],
  [TYPE.NSEC]: ["name", "rest"],
};

/** A piece of RDATA: octets [start, end), and whether they are a name. */
export interface RdataPiece {
  readonly start: number;
  readonly end: number;
  readonly isName: boolean;
}

/**
 * Cuts RDATA of `type` at its names. `endOfName(at)` finds the first octet after the name at `at`. null when the fields do
 * not fill [start, end) exactly.
 */
export function piecesOf(
  type: number,
  bytes: Uint8Array,
  start: number,
  end: number,
  endOfName: (at: number) => number | null,
): RdataPiece[] | null {
  const pieces: RdataPiece[] = [];
  let at = start;
  for (const field of LAYOUTS[type] ?? ["rest"]) {
    const next = after(field, at);
    if (next === null || next > end) return null;
    pieces.push({ start: at, end: next, isName: field === "name" });
    at = next;
  }
  return at === end ? pieces : null;

  function after(field: Field, from: number): number | null {
    if (field === "rest") return end;
    if (field === "name") return endOfName(from);
    if (field === "string") return from < end ? from + 1 + bytes[from]! : null;
    return from + field;
  }
}
