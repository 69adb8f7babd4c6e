// What an attacker between the extension and the zones can do to an answer. Each attack modifies the honest answer, without
// the zones' keys.
import { type Message, readMessage, TYPE, type WireRecord, writeMessage } from "./wire";

/**
 * strip: no signatures and no proofs. no-ds: a signed zone is presented as unsigned, with the honest proof for another zone that
 * is. flip: one bit of the requested data. parent-denial: the zone above denies the name, with its own honest proof. other-type:
 * the answer for another type. other-name: the answer for another name, unchanged. renamed: that answer, moved to the requested
 * name. wildcard-denial: the wildcard's list of types, presented as that of the name beside it (its signature fits both).
 * garbage: not DNS. hang: nothing.
 */
export type Mode =
  | "honest"
  | "strip"
  | "no-ds"
  | "flip"
  | "parent-denial"
  | "other-type"
  | "other-name"
  | "renamed"
  | "wildcard-denial"
  | "garbage"
  | "servfail"
  | "hang";

export interface World {
  /** Asks the honest resolver. */
  readonly ask: (name: string, type: number) => Promise<Buffer>;
  /** Zone names, "" for the root. */
  readonly zones: readonly string[];
  /** A name that has the same types as this one, in the same zone if there is one. */
  readonly otherName: (name: string) => string;
}

const NXDOMAIN = 3;
const SERVFAIL = 2;
const PROOFS: readonly number[] = [TYPE.RRSIG, TYPE.NSEC, TYPE.NSEC3];
/** Zone keys stay unchanged: the attack is on the requested data, and the reason should be about that. */
const isChain = ({ type }: Message): boolean => type === TYPE.DNSKEY || type === TYPE.DS;

const withRcode = (flags: number, rcode: number): number => (flags & 0xfff0) | rcode;
const unsigned = (records: readonly WireRecord[]): WireRecord[] => records.filter(({ type }) => !PROOFS.includes(type));

/** The attacked answer; null: never answer. */
export async function attack(mode: Mode, honest: Buffer, world: World): Promise<Buffer | null> {
  if (mode === "honest") return honest;
  if (mode === "hang") return null;
  if (mode === "garbage") return Buffer.from("this is not DNS at all");
  const message = readMessage(honest);
  if (mode === "servfail") {
    const flags = withRcode(message.flags, SERVFAIL);
    return writeMessage({ ...message, flags, answer: [], authority: [], additional: [] });
  }
  if (mode === "strip")
    return writeMessage({ ...message, answer: unsigned(message.answer), authority: unsigned(message.authority) });
  if (mode === "no-ds") {
    if (message.type !== TYPE.DS) return honest;
    const other = readMessage(await world.ask(message.name.replace(/^[^.]*/, "plain"), TYPE.DS));
    return writeMessage({ ...other, name: message.name });
  }
  if (isChain(message)) return honest;
  return writeMessage(await forged(mode, message, world));
}

async function forged(
  mode: "flip" | "parent-denial" | "other-type" | "other-name" | "renamed" | "wildcard-denial",
  message: Message,
  { ask, zones, otherName }: World,
): Promise<Message> {
  const read = async (name: string, type: number): Promise<Message> => readMessage(await ask(name, type));
  switch (mode) {
    case "flip": {
      const target = message.answer.find(({ type }) => type === message.type);
      const answer = message.answer.map((record) => (record === target ? flipped(record) : record));
      return { ...message, answer };
    }
    case "parent-denial": {
      const zone = zones
        .filter((name) => name !== "" && `.${message.name}`.endsWith(`.${name}`))
        .reduce((best, name) => (name.length > best.length ? name : best), "");
      if (!zone) return message;
      // The record at the zone's own name denies the name just after it.
      const denial = await read(zone.replace(/^[^.]+/, "$&0"), message.type);
      return { ...message, flags: withRcode(message.flags, NXDOMAIN), answer: [], authority: denial.authority };
    }
    case "other-type": {
      const other = await read(message.name, message.type === TYPE.TXT ? TYPE.MX : TYPE.TXT);
      return { ...other, type: message.type };
    }
    case "wildcard-denial": {
      const wildcard = message.name.replace(/^[^.]+/, "*");
      const other = await read(wildcard, message.type);
      const owned = (owner: string): string => (owner === wildcard ? message.name : owner);
      return {
        ...other,
        name: message.name,
        authority: other.authority.map((one) => ({ ...one, name: owned(one.name) })),
      };
    }
    case "other-name":
    case "renamed": {
      const from = otherName(message.name);
      const other = await read(from, message.type);
      const name = (owner: string): string => (mode === "renamed" && owner === from ? message.name : owner);
      return { ...other, name: message.name, answer: other.answer.map((one) => ({ ...one, name: name(one.name) })) };
    }
  }
}

function flipped(record: WireRecord): WireRecord {
  const data = Buffer.from(record.data);
  data[data.length - 1]! ^= 1;
  return { ...record, data };
}
