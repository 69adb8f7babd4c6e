import { describe, expect, it } from "vitest";
import { octetsOf } from "../octets";
import { kindGiven, withoutLead } from "./given-file";

const MAIL =
  "Received: from a.example by b.example;\r\n Tue, 3 Nov 2026 10:00:00 +0000\r\nFrom: bob@b.example\r\n\r\nHello";
const SEALED = "-----BEGIN PGP MESSAGE-----\n\nwV4D\n-----END PGP MESSAGE-----\n";
const kindOf = (text: string) => kindGiven(withoutLead(octetsOf(text)));

describe("a file the user brings is, by its content,", () => {
  it.each([
    ["mail", MAIL],
    ["mail", MAIL.replaceAll("\r\n", "\n")],
    ["mail", `\xef\xbb\xbf${MAIL}`],
    ["mail", `\r\n\r\n${MAIL}`],
    ["mail", `\xef\xbb\xbf\n${MAIL}`],
    ["mail", `X-Mozilla-Status: 0001\r\n${MAIL}`],
    ["mail", "Content-Type: multipart/encrypted; boundary=x\r\n\r\n--x--"],
    // Armor in its text makes it no less a mail.
    ["mail", `Subject: Key\r\nDate: Tue, 3 Nov 2026 10:00:00 +0000\r\n\r\n${SEALED}`],
    ["sealed", SEALED],
    ["sealed", `Bob sent this:\n\n${SEALED}`],
    ["sealed", `Note: for Alice\n\n${SEALED}`],
    ["sealed", SEALED.replaceAll("\n", "\r\n")],
    ["signed", "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nHi\n"],
    ["keys", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDM\n"],
    // A session key for a key, one for a password, sealed data, and a marker, with old and new packet heads.
    ["sealed", "\x85\x01\x0c\x03"],
    ["sealed", "\xc1\xc0\x4c\x03"],
    ["sealed", "\xc3\x2e\x04"],
    ["sealed", "\xd2\xff\x01"],
    ["sealed", "\xca\x03PGP"],
  ])("%s: %j", (kind, text) => {
    expect(kindOf(text)).toBe(kind);
  });

  it.each([
    "",
    "Hello Bob",
    "https://mail.example/inbox",
    "Note: buy milk\n\nand bread",
    "Subject: this looks like mail\n\nbut names nothing that mail has",
    " -----BEGIN PGP MESSAGE-----",
    "> -----BEGIN PGP MESSAGE-----",
    "-----BEGIN PGP PRIVATE KEY BLOCK-----\n",
    "-----BEGIN PGP SIGNATURE-----\n",
    "%PDF-1.7",
    "PK\x03\x04",
    "\x89PNG\r\n",
    // Outlook's own format, a picture, a public key and a text packet: none is a message.
    "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "\xff\xd8\xff\xe0",
    "\x99\x01\x0d\x04",
    "\xcb\x0fb\x00",
    "\x80",
    `${"x".repeat(70_000)}\n${SEALED}`,
  ])("nothing Cachet opens: %j", (text) => {
    expect(kindOf(text)).toBeNull();
  });

  it("any octets are told apart without an error", () => {
    for (let first = 0; first < 256; first += 1)
      expect(["sealed", null]).toContain(kindGiven(new Uint8Array([first, 0, 58, first, 10])));
  });
});
