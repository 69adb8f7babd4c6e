import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { octetString } from "../octets";
import { processorTime } from "../testing/processor-time";
import { bodyBeginning, bodyPieces, decodeBody, octetsAt, type Part, partsOf, readMime } from "./tree";

const encoder = new TextEncoder();
const bytesOf = (text: string) => encoder.encode(text);
const lines = (...all: string[]) => bytesOf(all.join("\r\n"));

function read(bytes: Uint8Array): Part {
  const result = readMime(bytes);
  if (!result.ok) throw new Error(result.code);
  return result.value;
}

const body = (part: Part) => octetString(octetsAt(part, part.body));
const shape = (part: Part): string =>
  part.children.length > 0 ? `${part.type}(${part.children.map(shape).join(",")})` : part.type;

// The example of RFC 2046 5.1.1 with other text: preamble, implicit type, explicit type, epilogue.
const SIMPLE = lines(
  "From: Nathaniel <nsb@b.example>",
  "MIME-Version: 1.0",
  'Content-type: multipart/mixed; boundary="simple boundary"',
  "",
  "This is the preamble.",
  "",
  "--simple boundary",
  "",
  "Implicitly typed, does NOT end with a line break.",
  "--simple boundary  ",
  "Content-type: text/plain; charset=us-ascii",
  "",
  "Explicitly typed, DOES end with a line break.",
  "",
  "--simple boundary--",
  "",
  "The epilogue.",
);

describe("the tree of a message", () => {
  it("has the parts of RFC 2046's example, without preamble, epilogue and the boundary's own line break", () => {
    const root = read(SIMPLE);
    expect(shape(root)).toBe("multipart/mixed(text/plain,text/plain)");
    expect(root.children.map(body)).toEqual([
      "Implicitly typed, does NOT end with a line break.",
      "Explicitly typed, DOES end with a line break.\r\n",
    ]);
    expect(octetString(octetsAt(root, root.whole))).toBe(octetString(SIMPLE));
    expect(octetString(octetsAt(root.children[1]!, root.children[1]!.whole))).toBe(
      "Content-type: text/plain; charset=us-ascii\r\n\r\nExplicitly typed, DOES end with a line break.\r\n",
    );
  });

  it("is the same with bare line feeds and with the final boundary lost", () => {
    const text = octetString(SIMPLE).replaceAll("\r\n", "\n");
    const root = read(bytesOf(text.slice(0, text.indexOf("\n--simple boundary--"))));
    expect(root.children.map(body)).toEqual([
      "Implicitly typed, does NOT end with a line break.",
      "Explicitly typed, DOES end with a line break.\n",
    ]);
  });

  it("closes inner multiparts at an outer boundary, their own being lost (RFC 2046 5.1.2)", () => {
    const root = read(
      lines(
        "Content-Type: multipart/mixed; boundary=out",
        "",
        "--out",
        "Content-Type: multipart/alternative; boundary=in",
        "",
        "--in",
        "",
        "one",
        "--out",
        "",
        "two",
        "--in",
        "still two",
        "--out--",
      ),
    );
    expect(shape(root)).toBe("multipart/mixed(multipart/alternative(text/plain),text/plain)");
    expect(body(root.children[0]!.children[0]!)).toBe("one");
    expect(body(root.children[1]!)).toBe("two\r\n--in\r\nstill two");
  });

  it("calls a boundary only what is a line of its own", () => {
    const root = read(
      lines(
        "Content-Type: multipart/mixed; boundary=b",
        "",
        "--b",
        "",
        " --b",
        "--bb",
        "--b x",
        "---b",
        "--b-",
        "x--b--",
        "--b--",
      ),
    );
    expect(root.children.map(body)).toEqual([" --b\r\n--bb\r\n--b x\r\n---b\r\n--b-\r\nx--b--"]);
  });

  it("tells boundaries that begin alike apart", () => {
    const root = read(
      lines(
        "Content-Type: multipart/mixed; boundary=ab",
        "",
        "--ab",
        "Content-Type: multipart/mixed; boundary=abc",
        "",
        "--abc",
        "",
        "x",
        "--abc--",
        "--ab",
        "",
        "y",
        "--ab--",
      ),
    );
    expect(shape(root)).toBe("multipart/mixed(multipart/mixed(text/plain),text/plain)");
  });

  it.each(["b", "b--"])("does not look into a multipart inside boundary b whose own is %s", (inner) => {
    const root = read(
      lines(
        "Content-Type: multipart/mixed; boundary=b",
        "",
        "--b",
        `Content-Type: multipart/mixed; boundary="${inner}"`,
        "",
        "--b",
        "",
        "x",
        "--b--",
      ),
    );
    expect(root.children[0]).toMatchObject({ type: "multipart/mixed", children: [], ambiguous: true });
  });

  it.each([
    ["Content-Type: text/plain\r\nContent-Type: multipart/mixed; boundary=b"],
    ["Content-Type: multipart/mixed; boundary=a; boundary=b"],
    ["Content-Type: multipart/mixed; boundary=a; boundary*=us-ascii''b"],
    ["Content-Type: multipart/mixed"],
    ["Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\nContent-Transfer-Encoding: 7bit"],
  ])("marks what readers would take in two ways: %j", (header) => {
    expect(read(bytesOf(`${header}\r\n\r\n--a\r\n\r\nx\r\n--b\r\n\r\ny`)).ambiguous).toBe(true);
  });

  it("leaves a message/rfc822 closed, and takes a digest's parts for messages (RFC 2046 5.1.5)", () => {
    const root = read(
      lines("Content-Type: multipart/digest; boundary=d", "", "--d", "", "Subject: x", "", "hello", "--d--"),
    );
    expect(shape(root)).toBe("multipart/digest(message/rfc822)");
  });

  it("reads names in all their spellings", () => {
    const name = (header: string) => read(bytesOf(`${header}\r\n\r\n`)).fileName;
    expect(name("Content-Disposition: attachment; filename=a.pdf")).toBe("a.pdf");
    expect(name('Content-Type: x/y; name="a b.pdf"')).toBe("a b.pdf");
    expect(name("Content-Disposition: attachment; filename*=UTF-8''Geh%C3%A4lter%202026.xlsx; filename=x.xlsx")).toBe(
      "Gehälter 2026.xlsx",
    );
    expect(name('Content-Disposition: attachment; filename="=?UTF-8?B?R2Vow6RsdGVy?= 2026.xlsx"')).toBe(
      "Gehälter 2026.xlsx",
    );
    expect(name('Content-Disposition: attachment; filename="Gehälter.xlsx"')).toBe("Gehälter.xlsx");
    expect(name("Content-Disposition: attachment")).toBeNull();
  });

  it("says what is no MIME entity, and takes one that has no header", () => {
    expect(readMime(bytesOf("Dear Bob\r\n\r\nhello"))).toMatchObject({ ok: false, code: "malformed" });
    expect(body(read(bytesOf("\r\nhello")))).toBe("hello");
    expect(body(read(new Uint8Array()))).toBe("");
  });
});

describe("what a part holds", () => {
  const decoded = (encoding: string, raw: string) => {
    const part = read(bytesOf(`Content-Transfer-Encoding: ${encoding}\r\n\r\n${raw}`));
    expect(octetString(Uint8Array.from([...bodyPieces(part)].flatMap((piece) => [...piece])))).toBe(
      octetString(decodeBody(part)),
    );
    expect(bodyBeginning(part, 4)).toBe(octetString(decodeBody(part)).slice(0, 4));
    return octetString(decodeBody(part));
  };

  it.each([
    ["base64", "aGVs\r\nbG8=\r\n", "hello"],
    ["BASE64", "aGVsbG8", "hello"],
    ["base64", "aGVsbG8=\r\nISE=", "hello!!"],
    ["base64", "aG*Vs bG8=\r\n-- \r\n", "hello"],
    ["base64", "a", ""],
    ["quoted-printable", "a=3Db=\r\nc =\n d \r\n=e9=ZZ=", "a=bc  d\r\n\xe9=ZZ"],
    ["7bit", "x=3D", "x=3D"],
    ["x-odd", "x=3D", "x=3D"],
  ])("is undone: %s %j", (encoding, raw, text) => {
    expect(decoded(encoding, raw)).toBe(text);
  });

  it("comes back from base64 whatever the octets and the lines", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), fc.integer({ min: 1, max: 90 }), (octets, width) => {
        const letters = Buffer.from(octets)
          .toString("base64")
          .replaceAll(new RegExp(`(.{${width}})`, "g"), "$1\r\n");
        expect(decoded("base64", letters)).toBe(octetString(octets));
      }),
    );
  });
});

describe("hostile mail", () => {
  const soon = (bytes: Uint8Array): ReturnType<typeof readMime> => {
    const start = processorTime();
    const result = readMime(bytes);
    expect(processorTime() - start).toBeLessThan(2000);
    return result;
  };
  const nested = (levels: number) =>
    bytesOf(
      Array.from(
        { length: levels },
        (_, n) => `Content-Type: multipart/mixed; boundary=b${n}x\r\n\r\n--b${n}x\r\n`,
      ).join(""),
    );

  it("ends at its limits", () => {
    expect(soon(nested(1000))).toMatchObject({ code: "too-deep" });
    expect(soon(nested(19))).toMatchObject({ ok: true });
    expect(soon(nested(20))).toMatchObject({ code: "too-deep" });
    const many = `Content-Type: multipart/mixed; boundary=b\r\n\r\n${"--b\r\n\r\nx\r\n".repeat(10_000)}`;
    expect(soon(bytesOf(many))).toMatchObject({ code: "too-many-parts" });
    expect(soon(bytesOf(`Subject: ${"x".repeat(1_000_000)}\r\n\r\n`))).toMatchObject({ code: "too-large" });
    expect(soon(new Uint8Array(50 * 1024 * 1024 + 1))).toMatchObject({ code: "too-large" });
  });

  it("is read in bounded time where every line begins like each of many boundaries", () => {
    const prefix = "p".repeat(68);
    const heads = Array.from(
      { length: 18 },
      (_, n) => `Content-Type: multipart/mixed; boundary=${prefix}${n + 10}\r\n\r\n--${prefix}${n + 10}\r\n`,
    ).join("");
    const text = `${heads}\r\n${`--${prefix}\n`.repeat(60_000)}`;
    expect(soon(bytesOf(text)).ok).toBe(true);
    expect(soon(bytesOf(`${heads}\r\n${"--\n".repeat(1_000_000)}`)).ok).toBe(true);
    expect(soon(bytesOf(`${heads}\r\n${"-".repeat(5_000_000)}`)).ok).toBe(true);
  });

  it("never throws and keeps every part within its holder, whatever comes and wherever it is cut", () => {
    const pieces = fc.constantFrom(
      "\r\n",
      "\n",
      "\r",
      "--b",
      "--",
      "--c",
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n",
      "Content-Type: multipart/signed; boundary=c\r\n\r\n",
      "Content-Type: text/plain; name*0*=x''%",
      "Content-Transfer-Encoding: base64",
      " ",
      "é",
      ";",
      '"',
      "x",
    );
    const check = (bytes: Uint8Array) => {
      const result = readMime(bytes);
      if (!result.ok) return;
      for (const part of partsOf(result.value)) {
        expect(part.whole.from).toBeLessThanOrEqual(part.body.from);
        expect(part.body.from).toBeLessThanOrEqual(part.body.to);
        expect(part.body.to).toBe(part.whole.to);
        let at = part.body.from;
        for (const { whole } of part.children) {
          expect(whole.from).toBeGreaterThanOrEqual(at);
          at = whole.to;
        }
        expect(at).toBeLessThanOrEqual(part.body.to);
        decodeBody(part);
      }
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), check));
    fc.assert(fc.property(fc.array(pieces, { maxLength: 40 }), (all) => check(bytesOf(all.join("")))));
    for (let cut = 0; cut < SIMPLE.length; cut++) check(SIMPLE.subarray(0, cut));
  });
});
