// Names of attachments (RFC 2231 and RFC 2047 in every combination, writing direction, paths, extensions): the shown name is
// the saved name, and its extension is the real one.
import { beforeAll, describe, expect, it } from "vitest";
import { aliceSide, head, mixed, pgpMime, read, type Side, sealed, textPart } from "./world";

let side: Side;

beforeAll(async () => {
  side = await aliceSide();
});

async function named(fields: string, content = "x") {
  const body = mixed(textPart("See the file."), `${fields}\n\n${content}`);
  const clear = await read(side, head() + body);
  const inside = await read(side, head() + pgpMime(await sealed(side, body)));
  const files = [clear, inside].map((message) =>
    message.kind === "clear" || message.kind === "opened" ? message.shown.attachments : [],
  );
  expect(files.map((list) => list.map(({ name }) => name))[0]).toEqual(files[1]!.map(({ name }) => name));
  return files[0]![0]!;
}

describe("a file's name", () => {
  it.each([
    ["a path", 'Content-Disposition: attachment; filename="../../../.bashrc"'],
    ["a path of Windows", 'Content-Disposition: attachment; filename="..\\\\..\\\\start.exe"'],
    ["a path in RFC 2231", "Content-Disposition: attachment; filename*=utf-8''..%2F..%2Fetc%2Fpasswd"],
    ["a path in pieces", 'Content-Disposition: attachment; filename*0=".."; filename*1="/"; filename*2="x"'],
    ["a path in RFC 2047", 'Content-Disposition: attachment; filename="=?utf-8?b?Li4vLi4veA==?="'],
    ["a NUL", "Content-Disposition: attachment; filename*=utf-8''a.pdf%00.exe"],
    ["a line break", "Content-Disposition: attachment; filename*=utf-8''a%0D%0AX-Injected:%201"],
    ["direction marks", "Content-Disposition: attachment; filename*=utf-8''invoice%E2%80%AEfdp.exe"],
    ["invisible letters", "Content-Disposition: attachment; filename*=utf-8''a.exe%E2%80%8B%E3%85%A4%EF%BB%BF"],
    ["a device", 'Content-Disposition: attachment; filename="CON.txt"'],
    ["nothing but dots", 'Content-Disposition: attachment; filename="...."'],
    ["a full-width slash", "Content-Disposition: attachment; filename*=utf-8''a%EF%BC%8Fb"],
    ["a charset nobody knows", "Content-Disposition: attachment; filename*=x-none''%FF%FE%00"],
    ["lone surrogates", "Content-Disposition: attachment; filename*=utf-16be''%D8%00%D8%00"],
    ["broken escapes", "Content-Disposition: attachment; filename*=utf-8''%%%zz%4"],
    ["pieces out of order, one missing", "Content-Disposition: attachment; filename*2=c; filename*0=a"],
    ["a hundred thousand letters", `Content-Disposition: attachment; filename="${"a".repeat(100_000)}.pdf"`],
    ["HTML", 'Content-Disposition: attachment; filename="<img src=x onerror=alert(1)>.png"'],
    ["a stream of NTFS", 'Content-Disposition: attachment; filename="a.txt:b.exe"'],
  ])("%s: is harmless to show and to save", async (_, fields) => {
    const { name } = await named(`Content-Type: application/octet-stream\n${fields}`);
    expect(name.name).not.toBe("");
    expect([...name.name].length).toBeLessThanOrEqual(100);
    expect(name.name).not.toMatch(/[\\/:*?"<>|\p{Cc}\p{Bidi_Control}\u200b\u3164\ufeff]/u);
    expect(name.name).not.toMatch(/^\.|[. ]$|^con\.|\ud800/i);
  });

  it.each([
    ["invoice.pdf.exe", true],
    [`invoice.pdf${" ".repeat(60)}.exe`, true],
    ["photo.jpg.lnk", true],
    ["report.docx.scr", true],
    ["archive.tar.gz", false],
    ["Gehälter 2026.xlsx", false],
  ])("%s: two endings, %s", async (name, doubled) => {
    const encoded = encodeURIComponent(name);
    const file = await named(
      `Content-Type: application/octet-stream\nContent-Disposition: attachment; filename*=utf-8''${encoded}`,
    );
    expect(file.name.doubleExtension).toBe(doubled);
    expect(file.dangerous).toBe(doubled);
  });

  it("told in two ways is one name, in what is shown and in what decides", async () => {
    const file = await named(
      'Content-Type: image/png; name="a.png"\nContent-Disposition: attachment; filename="a.exe"',
    );
    expect(file.name.name).toBe("a.exe");
    expect(file.dangerous).toBe(true);
  });

  it("says program, whatever type is told, when the content is one", async () => {
    const file = await named('Content-Type: image/png; name="a.png"', "MZ\x90");
    expect(file).toMatchObject({ dangerous: true, mismatch: true });
  });

  it("that ends like a key, a signature or a sealed file makes nothing signed or sealed", async () => {
    for (const name of ["signature.asc", "0xAAAA.asc", "x.sig", "x.gpg", "encrypted.asc"]) {
      const message = await read(
        side,
        head() + mixed(textPart("hello"), `Content-Type: text/plain; name="${name}"\n\nhello`),
      );
      expect(message.kind).toBe("clear");
    }
  });
});
