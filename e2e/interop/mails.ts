// Mail around what other programs sealed and signed, as mail programs write it.

const CRLF = "\r\n";
const head = (more: readonly string[]): string =>
  [
    "From: Somebody <somebody@example.org>",
    "To: Alice <alice@example.org>",
    "Subject: ...",
    "Date: Sun, 22 Nov 2026 10:00:00 +0000",
    "Message-ID: <1@example.org>",
    "MIME-Version: 1.0",
    ...more,
    "",
    "",
  ].join(CRLF);
/** Mail has CRLF, whatever the program wrote. */
const lines = (text: string): string => text.replace(/\r?\n/g, CRLF);

/** RFC 3156 4. */
export const encryptedMail = (armored: string): Buffer =>
  Buffer.from(
    head(['Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary="e"']) +
      ["--e", "Content-Type: application/pgp-encrypted", "", "Version: 1", "", "--e"].join(CRLF) +
      [
        "",
        'Content-Type: application/octet-stream; name="encrypted.asc"',
        'Content-Disposition: inline; filename="encrypted.asc"',
        "",
        lines(armored),
        "--e--",
        "",
      ].join(CRLF),
  );

/** The same after Exchange, which is also how Cachet sends; `cover` is the text Cachet adds. */
export const exchangeMail = (armored: string, cover: string): Buffer =>
  Buffer.from(
    head(['Content-Type: multipart/mixed; boundary="x"']) +
      [
        "--x",
        'Content-Type: text/plain; charset="us-ascii"',
        "Content-Transfer-Encoding: 7bit",
        "",
        cover,
        "--x",
        'Content-Type: application/pgp-encrypted; name="PGPMIME Version Identification"',
        'Content-Disposition: attachment; filename="PGPMIME Version Identification"',
        "",
        "Version: 1",
        "",
        "--x",
        'Content-Type: application/octet-stream; name="encrypted.asc"',
        'Content-Disposition: attachment; filename="encrypted.asc"',
        "Content-Transfer-Encoding: base64",
        "",
        lines(Buffer.from(armored).toString("base64").replace(/.{76}/g, "$&\n")),
        "--x--",
        "",
      ].join(CRLF),
  );

/** RFC 3156 5. `entity` with CRLF, and without the line break that belongs to the boundary. */
export const signedMail = (entity: Buffer, signature: string): Buffer =>
  Buffer.concat([
    Buffer.from(
      `${head(['Content-Type: multipart/signed; micalg=pgp-sha512; protocol="application/pgp-signature"; boundary="s"'])}--s${CRLF}`,
    ),
    entity,
    Buffer.from(
      [
        "",
        "--s",
        'Content-Type: application/pgp-signature; name="signature.asc"',
        "",
        lines(signature),
        "--s--",
        "",
      ].join(CRLF),
    ),
  ]);

/** Armor as the text of the message, with the header line that tells its charset (RFC 4880 6.2). */
export const inlineMail = (armored: string, charset: string): Buffer =>
  Buffer.from(
    head(["Content-Type: text/plain; charset=us-ascii"]) +
      lines(armored).replace("-----BEGIN PGP MESSAGE-----\r\n", `$&Charset: ${charset}\r\n`),
  );

/** A MIME entity of one text whose octets are given, 8bit. */
export const textEntity = (octets: Buffer, charset: string): Buffer =>
  Buffer.concat([
    Buffer.from(`Content-Type: text/plain; charset=${charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`),
    octets,
  ]);
