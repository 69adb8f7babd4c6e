/** A fingerprint in groups of four, in capitals as gpg and other programs print it. */
export const groupFingerprint = (fingerprint: string): string =>
  fingerprint
    .toUpperCase()
    .match(/.{1,4}/g)
    ?.join(" ") ?? "";

export function Fingerprint({ value }: { value: string }) {
  return <code class="fingerprint">{groupFingerprint(value)}</code>;
}
