// IP addresses as numbers, as found between the brackets of a Received line.

/** IPv4 as four numbers; null for anything else. */
export function v4(ip: string): number[] | null {
  const parts = ip.split(".").map(Number);
  return parts.length === 4 && parts.every((part) => Number.isInteger(part) && part >= 0 && part < 256) ? parts : null;
}

/** The eight groups of an IPv6 address; null when it is none. */
export function v6(ip: string): number[] | null {
  if (!ip.includes(":")) return null;
  const [, host] = /^http:\/\/\[(.*)\]\/$/.exec(URL.parse(`http://[${ip}]/`)?.href ?? "") ?? [];
  if (host === undefined) return null;
  const [head, tail] = host.split("::").map((half) =>
    half
      .split(":")
      .filter(Boolean)
      .map((group) => Number.parseInt(group, 16)),
  );
  return tail === undefined ? head! : [...head!, ...Array<number>(8 - head!.length - tail.length).fill(0), ...tail];
}

/**
 * Whether an address cannot come from the public internet: RFC 1918, loopback, link-local, RFC 6598, RFC 4193; also 6to4 and
 * IPv4-mapped forms of those (Google writes its own machines as 2002:a05:...).
 */
export function isPrivate(ip: string): boolean {
  const four = v4(ip);
  if (four) return isPrivateV4(four);
  const six = v6(ip);
  if (!six) return false;
  const [first, second, third] = six as [number, number, number];
  const embedded = (high: number, low: number): number[] => [high >> 8, high & 255, low >> 8, low & 255];
  if (first === 0x2002) return isPrivateV4(embedded(second, third));
  if (six.slice(0, 5).every((group) => group === 0) && six[5] === 0xffff)
    return isPrivateV4(embedded(six[6]!, six[7]!));
  const loopback = six.slice(0, 7).every((group) => group === 0) && six[7] === 1;
  return loopback || (first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfe80;
}

/** Whether it is an address of the machine itself. */
export const isLoopback = (ip: string): boolean =>
  v4(ip)?.[0] === 127 || isInNet(ip, "::1", 128) || isInNet(ip, "::ffff:127.0.0.0", 104);

function isPrivateV4([a, b]: readonly number[]): boolean {
  if (a === 10 || a === 127) return true;
  return (
    (a === 192 && b === 168) ||
    (a === 172 && b! >= 16 && b! < 32) ||
    (a === 169 && b === 254) ||
    (a === 100 && b! >= 64 && b! < 128)
  );
}

/** True when the first `bits` of both addresses are the same; false for addresses of different families. */
export function isInNet(ip: string, net: string, bits: number): boolean {
  const sizes = ip.includes(":") ? 16 : 8;
  const parse = ip.includes(":") ? v6 : v4;
  const [a, b] = [parse(ip), parse(net)];
  if (!a || !b) return false;
  return a.every((group, i) => {
    const left = Math.min(Math.max(bits - i * sizes, 0), sizes);
    const mask = left === 0 ? 0 : ((2 ** left - 1) << (sizes - left)) >>> 0;
    return (group & mask) === (b[i]! & mask);
  });
}

export const IPV4 = /(?<![\d.])(\d{1,3}(?:\.\d{1,3}){3})(?![\d.])/;
const IPV6 = /(?<![\w:.])(?:IPv6:)?((?:[0-9a-f]{0,4}:){2,7}(?:[0-9a-f]{0,4}|\d{1,3}(?:\.\d{1,3}){3}))(?![\w:])/i;

/** The first address in a text, IPv6 first since it may hold an IPv4 one. */
export function ipIn(text: string): string | null {
  const v6 = IPV6.exec(text)?.[1]?.toLowerCase();
  if (v6 && URL.parse(`http://[${v6}]/`)) return v6;
  const v4 = IPV4.exec(text)?.[1];
  return v4?.split(".").every((part) => Number(part) < 256) ? v4 : null;
}
