// The few bytes of RFC 1035 the demo resolver needs, written by hand so that it does not share a codec (and its
// mistakes) with the extension it tests.
export const OPENPGPKEY = 61;
const SOA = 6;
const OPT = 41;

export interface Question {
  readonly name: string;
  readonly type: number;
  /** Offset just after the question. */
  readonly end: number;
}

export interface Answer {
  readonly rcode: number;
  readonly ad: boolean;
  readonly data?: Uint8Array;
  /** Zone named by the SOA record of a negative answer (RFC 2308). */
  readonly soa?: string;
}

/** The one question of a query; null when this is no query. */
export function questionOf(wire: Buffer): Question | null {
  if (wire.length < 17 || wire.readUInt16BE(4) !== 1) return null;
  const labels: string[] = [];
  let at = 12;
  while (at < wire.length && wire[at] !== 0) {
    const size = wire[at]!;
    if (size > 63 || at + size >= wire.length) return null;
    labels.push(wire.toString("latin1", at + 1, at + 1 + size));
    at += size + 1;
  }
  if (at + 5 > wire.length) return null;
  return { name: labels.join(".").toLowerCase(), type: wire.readUInt16BE(at + 1), end: at + 5 };
}

const encodeName = (name: string): Buffer =>
  Buffer.concat([
    ...name.split(".").map((label) => Buffer.from([label.length, ...Buffer.from(label)])),
    Buffer.from([0]),
  ]);

function record(name: Buffer, type: number, ttl: number, data: Uint8Array): Buffer {
  const head = Buffer.alloc(10);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(1, 2);
  head.writeUInt32BE(ttl, 4);
  head.writeUInt16BE(data.length, 8);
  return Buffer.concat([name, head, data]);
}

function soaRecord(zone: string): Buffer {
  const numbers = Buffer.alloc(20);
  for (const [index, value] of [1, 3600, 600, 86_400, 60].entries()) numbers.writeUInt32BE(value, index * 4);
  const data = Buffer.concat([encodeName(`ns.${zone}`), encodeName(`admin.${zone}`), numbers]);
  return record(encodeName(zone), SOA, 60, data);
}

export function answerFor(query: Buffer, question: Question, answer: Answer): Buffer {
  const head = Buffer.alloc(12);
  query.copy(head, 0, 0, 2);
  // QR, RD, RA; AD says "validated" (RFC 4035 3.2.3).
  head.writeUInt16BE(0x8180 | (answer.ad ? 0x20 : 0) | answer.rcode, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(answer.data ? 1 : 0, 6);
  head.writeUInt16BE(answer.soa ? 1 : 0, 8);
  head.writeUInt16BE(1, 10);
  // The answer's name points back to the question's, at offset 12.
  const found = answer.data ? record(Buffer.from([0xc0, 12]), OPENPGPKEY, 300, answer.data) : Buffer.alloc(0);
  const none = answer.soa ? soaRecord(answer.soa) : Buffer.alloc(0);
  // EDNS (RFC 6891): class is the payload size, the top bit of the low half of "ttl" is DO.
  const edns = Buffer.from([0, 0, OPT, 4, 208, 0, 0, 128, 0, 0, 0]);
  return Buffer.concat([head, query.subarray(12, question.end), found, none, edns]);
}
