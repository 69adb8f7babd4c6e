// Parses and writes DNS messages (RFC 1035 4), so that a test can change them as an attacker would. Independent of the
// extension's own reader, so that the two share no mistakes.

export interface WireRecord {
  readonly name: string;
  readonly type: number;
  readonly class: number;
  readonly ttl: number;
  /** Names inside are not compressed. */
  readonly data: Buffer;
}

export interface Message {
  readonly id: number;
  readonly flags: number;
  readonly name: string;
  readonly type: number;
  readonly answer: readonly WireRecord[];
  readonly authority: readonly WireRecord[];
  readonly additional: readonly WireRecord[];
}

export const TYPE = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  CERT: 37,
  DNAME: 39,
  DS: 43,
  RRSIG: 46,
  NSEC: 47,
  DNSKEY: 48,
  NSEC3: 50,
  TLSA: 52,
  OPENPGPKEY: 61,
} as const;

/** Position of compressed names inside RDATA: [bytes before the first name, number of names]. */
const COMPRESSED: Readonly<Record<number, readonly [number, number]>> = {
  [TYPE.NS]: [0, 1],
  [TYPE.CNAME]: [0, 1],
  [TYPE.SOA]: [0, 2],
  [TYPE.MX]: [2, 1],
  [TYPE.SRV]: [6, 1],
  [TYPE.DNAME]: [0, 1],
};

// Labels are kept byte for byte; none of our names has a dot or a control character inside a label.
function readName(wire: Buffer, start: number): { name: string; end: number } {
  const labels: string[] = [];
  let at = start;
  let end = 0;
  for (let hops = 0; wire[at] !== 0; ) {
    const size = wire[at]!;
    if (size < 0xc0) {
      labels.push(wire.toString("latin1", at + 1, at + 1 + size));
      at += size + 1;
      continue;
    }
    if (++hops > 50) throw new Error("a name that points at itself");
    end ||= at + 2;
    at = wire.readUInt16BE(at) & 0x3fff;
  }
  return { name: labels.join("."), end: end || at + 1 };
}

const encodeName = (name: string): Buffer =>
  Buffer.concat([
    ...(name ? name.split(".") : []).flatMap((label) => [Buffer.from([label.length]), Buffer.from(label, "latin1")]),
    Buffer.from([0]),
  ]);

function readData(wire: Buffer, type: number, at: number, size: number): Buffer {
  const names = COMPRESSED[type];
  if (!names) return wire.subarray(at, at + size);
  const parts = [wire.subarray(at, at + names[0])];
  let next = at + names[0];
  for (let count = 0; count < names[1]; count++) {
    const { name, end } = readName(wire, next);
    parts.push(encodeName(name));
    next = end;
  }
  return Buffer.concat([...parts, wire.subarray(next, at + size)]);
}

export function readMessage(wire: Buffer): Message {
  const question = readName(wire, 12);
  let at = question.end + 4;
  const section = (count: number): WireRecord[] =>
    Array.from({ length: count }, () => {
      const { name, end } = readName(wire, at);
      const [type, size] = [wire.readUInt16BE(end), wire.readUInt16BE(end + 8)];
      at = end + 10 + size;
      const data = readData(wire, type, end + 10, size);
      return { name, type, class: wire.readUInt16BE(end + 2), ttl: wire.readUInt32BE(end + 4), data };
    });
  return {
    id: wire.readUInt16BE(0),
    flags: wire.readUInt16BE(2),
    name: question.name,
    type: wire.readUInt16BE(question.end),
    answer: section(wire.readUInt16BE(6)),
    authority: section(wire.readUInt16BE(8)),
    additional: section(wire.readUInt16BE(10)),
  };
}

const uint16 = (...values: number[]): Buffer => Buffer.from(values.flatMap((value) => [value >> 8, value & 255]));

function record({ name, type, class: cls, ttl, data }: WireRecord): Buffer {
  const seconds = Buffer.alloc(4);
  seconds.writeUInt32BE(ttl);
  return Buffer.concat([encodeName(name), uint16(type, cls), seconds, uint16(data.length), data]);
}

export function writeMessage({ id, flags, name, type, answer, authority, additional }: Message): Buffer {
  return Buffer.concat([
    uint16(id, flags, 1, answer.length, authority.length, additional.length),
    encodeName(name),
    uint16(type, 1),
    ...[...answer, ...authority, ...additional].map(record),
  ]);
}

/** A query as the extension asks it: RD and CD set, EDNS with DO (RFC 4035 3.2). */
export function writeQuery(name: string, type: number): Buffer {
  const edns = { name: "", type: 41, class: 4096, ttl: 0x8000, data: Buffer.alloc(0) };
  return writeMessage({ id: 0, flags: 0x0110, name, type, answer: [], authority: [], additional: [edns] });
}

/** RDATA with the names in it in lower case (RFC 4034 6.2), so that answers compare. */
export function lowerNames(type: number, data: Buffer): Buffer {
  const names = COMPRESSED[type];
  if (!names) return data;
  const lowered = Buffer.from(data);
  let at = names[0];
  for (let count = 0; count < names[1]; count++) {
    const { name, end } = readName(data, at);
    encodeName(name.toLowerCase()).copy(lowered, at);
    at = end;
  }
  return lowered;
}
