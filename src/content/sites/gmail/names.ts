// Gmail has two names for the same thing: "msg-f:1801439850948198401", and that number in hex, which it calls legacy. Lists
// have the second alone. Mail of the user's own is "msg-a:r-..." instead, whose number says nothing of the other name.

/** The name in hex, whichever of the two is there; null where neither can be read. */
export function gmailName(perm: string | undefined, legacy: string | undefined): string | null {
  if (legacy && /^[0-9a-f]{8,20}$/.test(legacy)) return legacy;
  const decimal = /^#?(?:msg|thread)-f:(\d{8,25})$/.exec(perm ?? "")?.[1];
  return decimal ? BigInt(decimal).toString(16) : null;
}
