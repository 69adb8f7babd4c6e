// How long a DNS answer may be reused (RFC 2308, RFC 8484 5.1).
import { type DnsQuestion, RCODE, TYPE } from "../dns/types";
import { readMessage, readName } from "../dns/wire";

const HOUR = 3600;
const DAY = 24 * HOUR;

/**
 * Seconds for which `bytes` may be reused as the answer to `question`: the smallest TTL, a day at most; for absence what the
 * SOA allows (RFC 2308 5), an hour at most. 0: not at all, because it is damaged, answers something else, or is a failure,
 * which a new attempt must not repeat.
 */
export function lifeOf(bytes: Uint8Array, question: DnsQuestion): number {
  const message = readMessage(bytes);
  if (!message?.response || message.truncated || message.question?.type !== question.type) return 0;
  if (message.question.name !== question.name.toLowerCase()) return 0;
  if (message.rcode !== RCODE.NOERROR && message.rcode !== RCODE.NXDOMAIN) return 0;
  const least = Math.min(DAY, ...message.answer.map(({ ttl }) => ttl));
  const there = message.answer.some(({ type }) => type === question.type);
  if (there) return least;
  const soa = message.authority.find(({ type }) => type === TYPE.SOA);
  if (!soa) return 0;
  const { data } = soa;
  const minimum = new DataView(data.buffer, data.byteOffset, data.byteLength).getUint32(data.length - 4);
  return Math.min(least, HOUR, soa.ttl, minimum);
}

/**
 * A copy in which every TTL is `seconds` lower, as in answers from a cache; signatures cover the original TTL (RFC 4034
 * 3.1.4). Bytes that are no DNS message are returned unchanged.
 */
export function agedBy(bytes: Uint8Array, seconds: number): Uint8Array {
  if (seconds === 0 || !readMessage(bytes)) return bytes;
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  let at = 12;
  for (let left = view.getUint16(4); left > 0; left--) at = readName(bytes, at)!.next + 4;
  const records = view.getUint16(6) + view.getUint16(8) + view.getUint16(10);
  for (let left = records; left > 0; left--) {
    const owner = readName(bytes, at)!.next;
    // The TTL field of OPT holds flags (RFC 6891 6.1.3).
    if (view.getUint16(owner) !== TYPE.OPT) view.setUint32(owner + 4, Math.max(0, view.getUint32(owner + 4) - seconds));
    at = owner + 10 + view.getUint16(owner + 8);
  }
  return copy;
}
