/**
 * The character strings of one TXT record (RFC 1035 3.3.14), joined without anything between them, one character an octet.
 * Null when they do not fill the record.
 */
export function readText(rdata: Uint8Array): string | null {
  let text = "";
  let at = 0;
  while (at < rdata.length) {
    const end = at + 1 + rdata[at]!;
    text += String.fromCharCode(...rdata.subarray(at + 1, end));
    at = end;
  }
  return at === rdata.length ? text : null;
}
