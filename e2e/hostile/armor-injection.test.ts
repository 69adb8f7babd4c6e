// Text in unsigned places of armor: armor headers, before the BEGIN line, after the END line, in the header of a clearsigned
// text (RFC 9580 6.2 and 7.1), and dash escapes.
import { beforeAll, describe, expect, it } from "vitest";
import {
  aliceSide,
  clearsigned,
  drawn,
  head,
  isPositive,
  read,
  readArmor,
  SECRET,
  type Side,
  sealed,
  stateOf,
  textOf,
} from "./world";

let side: Side;
let signed: string;
let ciphertext: string;
const FORGED = "Please pay Mallory.";

beforeAll(async () => {
  side = await aliceSide();
  signed = await clearsigned("Please pay nobody.", side.bob);
  ciphertext = await sealed(side, SECRET);
});

/** Reads the text both as shown on a page and from a raw source. */
async function outcome(text: string) {
  const page = await readArmor(side, text);
  const source = await read(side, `${head()}Content-Type: text/plain; charset=utf-8\n\n${text}`);
  return { page, source };
}

describe("words above a signed text", () => {
  it.each([
    `Hash: SHA512\n${FORGED}`,
    `Hash: SHA512\nComment: ${FORGED}`,
    `Comment: ${FORGED}\nHash: SHA512`,
    `Hash: ${FORGED}`,
    `Hash: SHA512, ${FORGED}`,
    `Hash: SHA512\n\u00a0${FORGED}\n`,
    `Hash: SHA512\r${FORGED}`,
    `Hash: SHA512\u2028${FORGED}`,
    `SaltedHash: SHA512:${"A".repeat(22)}`,
    `NotDashEscaped: ${FORGED}`,
    `Charset: UTF-7\nHash: SHA512`,
    `Hash: SHA512\n\t\n${FORGED}`,
    `Hash: SHA512\n \n${FORGED}`,
    `Hash: SHA512\n\u200b\n${FORGED}`,
    `Hash: SHA512\n\v\n${FORGED}`,
  ])("%j are never shown under a good signature", async (headers) => {
    const text = signed.replace("Hash: SHA512", () => headers);
    expect(text).not.toBe(signed);
    const { page, source } = await outcome(text);
    if (typeof page !== "string" && isPositive(page.signature.state)) expect(page.text).toBe("Please pay nobody.");
    if (isPositive(stateOf(source))) expect(textOf(source)).toBe("Please pay nobody.");
  });
});

describe("armor headers of sealed text", () => {
  it.each(["Comment: ", "Version: ", "MessageID: ", "X: ", "Charset: "])("%s are not shown", async (name) => {
    const { page, source } = await outcome(ciphertext.replace("MESSAGE-----\n", `MESSAGE-----\n${name}${FORGED}\n`));
    expect(page).toMatchObject({ text: SECRET, signature: { state: "verified" } });
    expect(drawn(source)).not.toContain(FORGED);
    expect(drawn(source)).toContain(SECRET);
  });

  it("a charset of the attacker's choice never throws", async () => {
    for (const charset of [
      "utf-7",
      "x-user-defined",
      "iso-2022-kr",
      "hz-gb-2312",
      "../../x",
      "utf-16le",
      "replacement",
      "a".repeat(400),
    ]) {
      const { page } = await outcome(ciphertext.replace("MESSAGE-----\n", `MESSAGE-----\nCharset: ${charset}\n`));
      expect(page).toMatchObject({ signature: { state: "verified" } });
    }
  });
});

describe("BEGIN and END lines that are none", () => {
  it.each([
    [
      "a BEGIN line within the signed text",
      (text: string) => text.replace("Please", "-----BEGIN PGP SIGNATURE-----\n\nPlease"),
    ],
    [
      "a second SIGNED MESSAGE line",
      (text: string) => text.replace("\n\nPlease", "\n\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nPlease"),
    ],
    ["a forged text before the same signature", (text: string) => text.replace("Please pay nobody.", FORGED)],
    [
      "text after the signed text, escaped",
      (text: string) => text.replace("nobody.", `nobody.\n- -----BEGIN PGP SIGNATURE-----\n${FORGED}`),
    ],
    ["text between the signature and its end", (text: string) => text.replace("-----END", `${FORGED}\n-----END`)],
    [
      "an END line before the END line",
      (text: string) => text.replace("-----END", "-----END PGP SIGNATURE-----\n-----END"),
    ],
    [
      "a form feed in the BEGIN line",
      (text: string) => text.replace("-----BEGIN PGP SIGNATURE", "\f-----BEGIN PGP SIGNATURE"),
    ],
    ["a long run of dashes", (text: string) => text.replace("-----BEGIN PGP SIGNED", "------BEGIN PGP SIGNED")],
    ["lower case", (text: string) => text.replace("BEGIN PGP SIGNED", "begin pgp signed")],
    ["two signed texts, one signature", (text: string) => `-----BEGIN PGP SIGNED MESSAGE-----\n\n${FORGED}\n${text}`],
  ])("%s: what is shown under a good signature is what was signed", async (_, change) => {
    const { page, source } = await outcome(change(signed));
    if (typeof page !== "string" && isPositive(page.signature.state)) expect(page.text).toBe("Please pay nobody.");
    if (isPositive(stateOf(source))) expect(textOf(source)).toBe("Please pay nobody.");
    if (stateOf(source) !== null && drawn(source).includes(FORGED)) expect(isPositive(stateOf(source))).toBe(false);
  });

  it("quoted armor is somebody else's message", async () => {
    for (const text of [signed, ciphertext]) {
      const { page, source } = await outcome(text.replace(/^/gm, "> "));
      expect(page).toBe("not-a-message");
      expect(source.kind).toBe("clear");
    }
  });
});

describe("dash escapes", () => {
  it("are undone once, and what was escaped is no armor", async () => {
    const inner = `-----BEGIN PGP MESSAGE-----\n\nAAAA\n-----END PGP MESSAGE-----\n- From me\n- - twice`;
    const { page, source } = await outcome(await clearsigned(inner, side.bob));
    expect(page).toMatchObject({ text: inner, signature: { state: "verified" } });
    expect(drawn(source)).toContain(inner);
  });

  it("white space at the ends of lines, which nothing signs, changes nothing that is read", async () => {
    const { page } = await outcome(signed.replace("nobody.", "nobody. \t  "));
    expect(page).toMatchObject({ text: "Please pay nobody." });
  });
});
