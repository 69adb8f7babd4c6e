// Domain names as text: lower case, labels joined by dots, no final dot, "" for the root. Every octet that is not a
// printable ASCII character, and the dot and backslash inside a label, is written \DDD (RFC 4343 2.1), so that a dot in
// the text is always a border between labels and equal names are equal strings.

/** RFC 1035 2.3.4. */
const MAX_LABEL = 63;
const MAX_NAME = 255;

/** The labels from left to right; none for the root. */
export const labelsOf = (name: string): string[] => (name === "" ? [] : name.split("."));

/** How many labels the root and a leading asterisk do not count for: the Labels field of an RRSIG (RFC 4034 3.1.3). */
export function countLabels(name: string): number {
  const labels = labelsOf(name);
  return labels[0] === "*" ? labels.length - 1 : labels.length;
}

/** The name without its first label; the root's parent is the root. */
export function parentOf(name: string): string {
  const dot = name.indexOf(".");
  return dot < 0 ? "" : name.slice(dot + 1);
}

/** The last `count` labels of a name. */
export function tailOf(name: string, count: number): string {
  const labels = labelsOf(name);
  return labels.slice(Math.max(0, labels.length - count)).join(".");
}

/** Whether `name` is `ancestor` or lies below it. */
export const isWithin = (name: string, ancestor: string): boolean =>
  ancestor === "" || name === ancestor || name.endsWith(`.${ancestor}`);

/** Whether `name` lies strictly below `ancestor`. */
export const isBelow = (name: string, ancestor: string): boolean => name !== ancestor && isWithin(name, ancestor);

export const under = (label: string, parent: string): string => (parent === "" ? label : `${label}.${parent}`);

/** The longest name both lie within. */
export function commonAncestor(a: string, b: string): string {
  let name = a;
  while (!isWithin(b, name)) name = parentOf(name);
  return name;
}

/** RFC 4343: only ASCII letters have a case. */
const lowered = (octet: number): number => (octet >= 0x41 && octet <= 0x5a ? octet + 0x20 : octet);

function spell(octet: number): string {
  const plain = octet > 0x20 && octet < 0x7f && octet !== 0x2e && octet !== 0x5c;
  return plain ? String.fromCharCode(octet) : `\\${String(octet).padStart(3, "0")}`;
}

/** One label as a string with one character per octet, so that strings compare as octets do; null if badly spelled. */
function octetsOf(label: string): string | null {
  if (/[^\x21-\x7e]|\\(?!\d{3})/.test(label)) return null;
  let bad = false;
  const octets = label.replace(/\\(\d{3})/g, (_, digits: string) => {
    bad ||= Number(digits) > 255;
    return String.fromCharCode(Number(digits));
  });
  return bad ? null : octets;
}

/** Text of a whole uncompressed name in wire form, lower-cased. The caller has checked its lengths. */
export function nameFromWire(wire: Uint8Array): string {
  const labels: string[] = [];
  for (let at = 0; wire[at]! > 0; at += 1 + wire[at]!) {
    const label = wire.subarray(at + 1, at + 1 + wire[at]!);
    labels.push(Array.from(label, (octet) => spell(lowered(octet))).join(""));
  }
  return labels.join(".");
}

/** Canonical wire form (RFC 4034 6.2: uncompressed, lower case); null when `name` is no domain name. */
export function nameToWire(name: string): Uint8Array | null {
  const wire: number[] = [];
  for (const label of labelsOf(name)) {
    const octets = octetsOf(label);
    if (octets === null || octets.length === 0 || octets.length > MAX_LABEL) return null;
    wire.push(octets.length, ...Array.from(octets, (octet) => lowered(octet.charCodeAt(0))));
  }
  wire.push(0);
  return wire.length <= MAX_NAME ? Uint8Array.from(wire) : null;
}

/** Canonical order (RFC 4034 6.1): by labels from the right, each as octets, the absent one first. */
export function compareNames(a: string, b: string): number {
  const left = labelsOf(a).reverse();
  const right = labelsOf(b).reverse();
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [l, r] = [octetsOf(left[i]!) ?? "", octetsOf(right[i]!) ?? ""];
    if (l !== r) return l < r ? -1 : 1;
  }
  return left.length - right.length;
}
