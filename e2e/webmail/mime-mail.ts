// PGP/MIME exactly as other programs write it: RFC 3156, and its form after Exchange.

export interface Outer {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
}

let count = 0;
const crlf = (text: string): string => text.replace(/\r?\n/g, "\r\n");

function head({ from, to, subject }: Outer, type: string): string {
  count += 1;
  const domain = from.replace(/^.*@|>.*$/g, "");
  return crlf(`From: ${from}
To: ${to}
Subject: ${subject}
Date: ${new Date().toUTCString().replace("GMT", "+0000")}
Message-ID: <mime.${Date.now()}.${count}@${domain}>
MIME-Version: 1.0
Content-Type: ${type}

`);
}

/** A text with a file, its subject protected in the older way of Thunderbird and Enigmail. */
export const entity = (
  text: string,
  subject: string,
  file: { readonly name: string; readonly content: string },
): string =>
  crlf(`Content-Type: multipart/mixed; boundary="inner"; protected-headers="v1"
Subject: ${subject}

--inner
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

${text}
--inner
Content-Type: application/octet-stream; name="${file.name}"
Content-Disposition: attachment; filename="${file.name}"
Content-Transfer-Encoding: base64

${Buffer.from(file.content).toString("base64")}
--inner--
`);

/** RFC 3156 4. */
export const pgpMime = (outer: Outer, armored: string): string =>
  head(outer, 'multipart/encrypted; protocol="application/pgp-encrypted"; boundary="outer"') +
  crlf(`--outer
Content-Type: application/pgp-encrypted
Content-Description: PGP/MIME version identification

Version: 1

--outer
Content-Type: application/octet-stream; name="encrypted.asc"
Content-Disposition: inline; filename="encrypted.asc"

${armored}
--outer--
`);

/** The same after Exchange, which is also the form that Cachet sends. */
export const exchange = (outer: Outer, armored: string): string =>
  head(outer, 'multipart/mixed; boundary="outer"') +
  crlf(`--outer
Content-Type: text/plain; charset=us-ascii

A sealed message.
--outer
Content-Type: application/pgp-encrypted; name="PGPMIME Version Identification"
Content-Disposition: attachment; filename="PGPMIME Version Identification"

Version: 1
--outer
Content-Type: application/octet-stream; name="encrypted.asc"
Content-Disposition: attachment; filename="encrypted.asc"
Content-Transfer-Encoding: base64

${Buffer.from(crlf(armored)).toString("base64").replace(/.{76}/g, "$&\n")}
--outer--
`);

/** A message in clear with a file. */
export const withFile = (outer: Outer, name: string, content: string): string =>
  head(outer, 'multipart/mixed; boundary="outer"') +
  crlf(`--outer
Content-Type: text/plain; charset=us-ascii

See the file.
--outer
Content-Type: application/octet-stream; name="${name}"
Content-Disposition: attachment; filename="${name}"
Content-Transfer-Encoding: base64

${Buffer.from(crlf(content)).toString("base64").replace(/.{76}/g, "$&\n")}
--outer--
`);

/** RFC 3156 5. `signed` must have CRLF line endings and be exactly what was signed. */
export const signedMime = (outer: Outer, signed: string, signature: string): string =>
  head(outer, 'multipart/signed; micalg=pgp-sha512; protocol="application/pgp-signature"; boundary="outer"') +
  `--outer\r\n${signed}\r\n` +
  crlf(`--outer
Content-Type: application/pgp-signature; name="signature.asc"
Content-Description: OpenPGP digital signature
Content-Disposition: attachment; filename="signature.asc"

${signature}
--outer--
`);

/** An HTML part, as most programs write it. */
export function htmlEntity(html: string): string {
  const lines = Buffer.from(html).toString("base64").replace(/.{76}/g, "$&\r\n");
  return `Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines}\r\n`;
}
