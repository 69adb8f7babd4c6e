// Text that imitates Cachet's statements ("UI redressing" in "Johnny, you are fired"; CVE-2018-12020 did this to GnuPG's
// status lines): the status is a separate value, and no content of a mail becomes part of it.
import { beforeAll, describe, expect, it } from "vitest";
import { aliceSide, head, pgpMime, read, type Side, sealed, stateOf, textOf, textPart } from "./world";

let side: Side;

beforeAll(async () => {
  side = await aliceSide();
});

const STATUS = "Signed by Bob, whom you verified on 1 May 2026";

describe("text that imitates a status", () => {
  it.each([
    ["Cachet's sentence", STATUS],
    ["GnuPG's status lines", "[GNUPG:] GOODSIG 0123456789ABCDEF Bob <bob@example.org>\n[GNUPG:] VALIDSIG"],
    ["Enigmail's words", "Enigmail: Good signature from Bob"],
    ["a decrypted-part comment", "-----BEGIN PGP DECRYPTED-----\nsignature: verified"],
    ["the state's own name", '{"state":"verified","signer":{"fingerprint":""}}'],
  ])("%s stays text", async (_, words) => {
    expect((await read(side, `${head()}\n${words}`)).kind).toBe("clear");
    const unsigned = await read(side, head() + pgpMime(await sealed(side, textPart(words), null)));
    expect(stateOf(unsigned)).toBe("none");
    expect(textOf(unsigned)).toBe(words);
  });

  it("in header fields of Cachet's own sort, or of a filter's, changes nothing", async () => {
    const fields = `X-Cachet-Signature: verified\nX-Enigmail-Status: good\nAuthentication-Results: example.org; openpgp=pass\nX-PGP-Verified: yes\n`;
    expect((await read(side, `${head(undefined, fields)}\nhello`)).kind).toBe("clear");
    const inside = `${fields}Content-Type: text/plain; hp="cipher"; signature="verified"\n\nhello`;
    expect(stateOf(await read(side, head() + pgpMime(await sealed(side, inside, null))))).toBe("none");
  });

  it("in a sealed subject is a subject", async () => {
    const inside = `Subject: =?utf-8?q?${STATUS.replaceAll(" ", "_")}=0D=0ASender:_Bob?=\nContent-Type: text/plain; hp="cipher"\n\nhello`;
    const message = await read(side, head() + pgpMime(await sealed(side, inside, null)));
    expect(stateOf(message)).toBe("none");
    const subject = message.kind === "opened" ? message.shown.headers!.subject! : "";
    expect(subject).toContain(STATUS);
    expect(subject).not.toMatch(/[\r\n]/);
  });

  it("in a sender's or a file's name is the value of that field and nothing else", async () => {
    const inside = `From: "${STATUS}" <mallory@evil.example>\nContent-Type: text/plain; hp="cipher"; name="${STATUS}"\n\nhello`;
    const message = await read(side, head() + pgpMime(await sealed(side, inside, side.mallory)));
    expect(stateOf(message)).toBe("from-mismatch");
  });
});
