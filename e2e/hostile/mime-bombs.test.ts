// MIME with more depth, parts or length than real mail: clear errors at the limits (domain/mime/limits), in time that grows
// no faster than the message.
import { beforeAll, describe, expect, it } from "vitest";
import { MIME_LIMITS } from "../../src/domain/mime/limits";
import { processorTime } from "../../src/domain/testing/processor-time";
import { aliceSide, drawn, head, pgpMime, read, type Side, sealed, textPart } from "./world";

let side: Side;

beforeAll(async () => {
  side = await aliceSide();
});

const nested = (depth: number, end = true): string => {
  const boundaries = Array.from({ length: depth }, (_, index) => `b${index}x`);
  const open = boundaries.map((name) => `Content-Type: multipart/mixed; boundary="${name}"\n\n--${name}\n`).join("");
  return `${open}\nhello\n${
    end
      ? boundaries
          .toReversed()
          .map((name) => `--${name}--\n`)
          .join("")
      : ""
  }`;
};

describe("depth", () => {
  it("within the limit is read, with ends and without", async () => {
    for (const end of [true, false])
      expect(drawn(await read(side, head() + nested(MIME_LIMITS.depth - 1, end)))).toContain("hello");
  });

  it.each([MIME_LIMITS.depth, 1000, 20_000])("%d is nested too deeply", async (depth) => {
    for (const end of [true, false])
      expect(await read(side, head() + nested(depth, end))).toMatchObject({
        kind: "failed",
        failure: { code: "too-deep" },
      });
  });

  it("inside a seal is nested too deeply all the same", async () => {
    expect(await read(side, head() + pgpMime(await sealed(side, nested(500))))).toMatchObject({
      kind: "failed",
      failure: { code: "too-deep" },
    });
  });

  it("of messages in messages is not followed", async () => {
    const deep = `${"Content-Type: message/rfc822\n\n".repeat(20_000)}hello`;
    expect((await read(side, head() + deep)).kind).toBe("clear");
  });
});

describe("number", () => {
  const parts = (count: number, part = "\nx"): string =>
    `Content-Type: multipart/mixed; boundary=b\n\n${`--b\n${part}\n`.repeat(count)}--b--\n`;

  it("of parts within the limit is read, one more is too large, and so are a hundred thousand", async () => {
    expect((await read(side, head() + parts(MIME_LIMITS.parts - 1))).kind).toBe("clear");
    for (const count of [MIME_LIMITS.parts, 100_000])
      expect(await read(side, head() + parts(count))).toMatchObject({ kind: "failed", failure: { code: "too-large" } });
  });

  it("of files, each with a name and a cid, is read in time", async () => {
    const file = 'Content-Type: image/png; name="a.png"\nContent-ID: <x>\n\nx';
    expect((await read(side, head() + parts(490, file))).kind).toBe("clear");
  });

  it("of resources that HTML names is read in time", async () => {
    const html = textPart('<img src="cid:x">'.repeat(20_000), "text/html");
    const files = Array.from(
      { length: 480 },
      (_, index) => `--b\nContent-Type: image/png\nContent-ID: <x${index}>\n\nx\n`,
    ).join("");
    const body = `Content-Type: multipart/related; boundary=b\n\n--b\n${html}\n${files}--b--\n`;
    expect((await read(side, head() + body)).kind).toBe("clear");
  });
});

describe("headers", () => {
  it.each([
    ["one line of a megabyte", `X: ${"x".repeat(1_000_000)}\n`],
    ["a hundred thousand fields", "X: 1\n".repeat(100_000)],
    ["a field folded a hundred thousand times", `X: 1\n${" x\n".repeat(100_000)}`],
    ["no end at all", "X: 1\n".repeat(60_000).trimEnd()],
  ])("%s: too large", async (_, more) => {
    expect(await read(side, `${head(undefined, more)}\nhello`)).toMatchObject({
      kind: "failed",
      failure: { code: "too-large" },
    });
  });

  it.each([
    ["white space before nothing", `X: ${" ".repeat(200_000)}\n`],
    ["an address list of commas", `To: ${",".repeat(200_000)}\n`],
    ["an address list of brackets", `To: ${"<".repeat(100_000)}${">".repeat(100_000)}\n`],
    ["comments in comments", `From: ${"(".repeat(100_000)}\n`],
    ["quotes and backslashes", `From: ${'"\\'.repeat(100_000)}\n`],
    ["encoded words", `Subject: ${"=?utf-8?q?x?= ".repeat(14_000)}\n`],
    ["encoded words that never end", `Subject: ${"=?utf-8?b?".repeat(20_000)}\n`],
    ["charsets nobody knows", `Subject: ${"=?x-none?b?AAAA?= ".repeat(10_000)}\n`],
    ["parameters", `Content-Type: text/plain; ${"a=b; ".repeat(40_000)}\n`],
    [
      "continued parameters",
      `Content-Type: text/plain; ${Array.from({ length: 8000 }, (_, index) => `name*${index}*=%41`).join("; ")}\n`,
    ],
    ["a boundary of a hundred thousand", `Content-Type: multipart/mixed; boundary="${"b".repeat(100_000)}"\n`],
    ["a date of anything", `Date: ${"(".repeat(50_000)}${")".repeat(50_000)}\n`],
  ])("%s: read in time, outside and inside a seal", async (_, field) => {
    const source = `${head().replace(field.startsWith("From") ? /^From:.*\n/ : /^$/, "")}${field}\nhello`;
    expect(["clear", "failed"]).toContain((await read(side, source)).kind);
    const inside = `${field.trimEnd().startsWith("Content-Type") ? field : `${field}Content-Type: text/plain; hp="cipher"\n`}\nhello`;
    expect(["opened", "failed"]).toContain((await read(side, head() + pgpMime(await sealed(side, inside)))).kind);
  });
});

describe("bodies", () => {
  it.each([
    ["base64", () => "QUFB".repeat(1_500_000)],
    ["base64", () => "!".repeat(6_000_000)],
    ["base64", () => "=".repeat(6_000_000)],
    ["quoted-printable", () => "=".repeat(4_000_000)],
    ["quoted-printable", () => "=41".repeat(1_500_000)],
    ["quoted-printable", () => `${" ".repeat(4_000_000)}x`],
    ["x-uuencode", () => "begin 644 x\n".repeat(300_000)],
    ["7bit", () => "-".repeat(6_000_000)],
    ["7bit", () => "--bb\n-- b\n --b\n".repeat(300_000)],
    ["7bit", () => "-----BEGIN PGP MESSAGE-----\n".repeat(100_000)],
    ["7bit", () => `-----BEGIN PGP SIGNED MESSAGE-----\n${"\n".repeat(2_000_000)}`],
    ["7bit", () => `${" ".repeat(2_000_000)}-----BEGIN PGP MESSAGE-----`],
  ])("%s of megabytes is read in time (%#)", async (encoding, text) => {
    const body = `Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\nContent-Transfer-Encoding: ${encoding}\n\n${text()}\n--b--\n`;
    const { octetsOf } = await import("../../src/domain/octets");
    const source = octetsOf(head() + body);
    expect((await read(side, source, { within: 4000 })).kind).toBe("clear");
    const single = octetsOf(`${head()}Content-Type: text/plain\nContent-Transfer-Encoding: ${encoding}\n\n${text()}`);
    expect(["clear", "failed"]).toContain((await read(side, single, { within: 4000 })).kind);
  });

  it("over the limit of a message is too large, before it is looked at", async () => {
    expect(await read(side, new Uint8Array(MIME_LIMITS.message + 1))).toMatchObject({
      kind: "failed",
      failure: { code: "too-large" },
    });
  });

  it("of armor repeated is searched in time", async () => {
    const { blocksIn } = await import("../../src/pages/overlays/read/in-source");
    const { octetsOf } = await import("../../src/domain/octets");
    for (const line of [
      "-----BEGIN PGP MESSAGE-----\n",
      "-----BEGIN PGP SIGNED MESSAGE-----\n",
      "-----BEGIN PGP SIGNATURE-----\n",
      "-----END PGP MESSAGE-----\n",
      "- \n",
    ]) {
      const source = octetsOf(`${head()}\n${line.repeat(30_000)}`);
      const started = processorTime();
      blocksIn(source);
      expect(processorTime() - started).toBeLessThan(2000);
    }
  });
});
