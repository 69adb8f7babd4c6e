// Gmail names a message twice: "msg-f:1801439850948198401", and that number in hex, which it calls legacy. Lists have only
// the second. Mail the user sent is "msg-a:r-..." instead, and that number does not lead to the legacy name.

/** The name in hex, from whichever of the two is there; null where neither can be read. */
export function gmailName(perm: string | undefined, legacy: string | undefined): string | null {
  if (legacy && /^[0-9a-f]{8,20}$/.test(legacy)) return legacy;
  const decimal = /^#?(?:msg|thread)-f:(\d{8,25})$/.exec(perm ?? "")?.[1];
  return decimal ? BigInt(decimal).toString(16) : null;
}
