import { describe, expect, it, vi } from "vitest";
import type { Decrypted, Openers } from "../../../domain/message/opened";
import { askingUnwrap } from "../../../domain/message/testing/unwrap";
import type { ReadJob } from "../../../messages/channel";
import { type ReadWorld, readJob } from "./read-job";

vi.mock("../../../platform/browser");

const DATA = "hF4DIT3Jk/yOI4oSAQdAjlgyMvfDTShsiHsTNERMzAQMiwu8JqMXuCSxpYG7qiAw";
const ARMOR = `-----BEGIN PGP MESSAGE-----\n\n${DATA}\n-----END PGP MESSAGE-----\n`;
const clearsigned = (text: string, signature = DATA): string =>
  `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n${text}\n-----BEGIN PGP SIGNATURE-----\n\n${signature}\n-----END PGP SIGNATURE-----\n`;

const job = (content: ReadJob["content"], more: Partial<ReadJob> = {}): ReadJob => ({
  kind: "read",
  place: "https://mail.example",
  account: null,
  dark: false,
  content,
  files: [],
  hasSource: true,
  messageKey: null,
  threadKey: null,
  alone: true,
  from: { address: "bob@b.example", name: "Bob" },
  to: [],
  date: null,
  canReply: true,
  canForward: true,
  namesOnly: false,
  ...more,
});

/** A background that echoes what it was given. */
function world(page: { source?: string | null; files?: Record<string, string> }, answers: Partial<Decrypted> = {}) {
  const requests: Record<string, unknown>[] = [];
  const decrypt: Openers["decrypt"] = async (request) => {
    requests.push({ ...request });
    const given = request.armored ?? new TextDecoder("latin1").decode(request.sealed);
    const value: Decrypted = {
      text: request.as === "text" ? given : null,
      guessed: false,
      entity: request.as === "text" ? null : Uint8Array.from(given, (char) => char.charCodeAt(0)),
      unprotected: false,
      mine: [],
      sealed: true,
      signature: { state: "none" },
      readers: [],
      facts: { sealed: true, modern: false, signature: "none", participants: [] },
      ...answers,
    };
    return { ok: true, value };
  };
  const ask = askingUnwrap({ decrypt, verify: vi.fn() }) as unknown as ReadWorld["ask"];
  const octets = (text: string | null | undefined) =>
    text ? Uint8Array.from(text.replaceAll("\n", "\r\n"), (char) => char.charCodeAt(0)) : null;
  const source = vi.fn(async () => octets(page.source));
  const readWorld: ReadWorld = {
    ask,
    unprotected: false,
    work: { id: "00000000-0000-4000-8000-000000000000", clicks: 0 },
    claims: { from: "bob@b.example", to: [], date: null, account: null },
    page: { source, file: async (name) => octets(page.files?.[name]) },
  };
  return { requests, source, world: readWorld };
}

const textOf = ({ read }: Awaited<ReturnType<typeof readJob>>): string | null =>
  read.kind === "opened" || read.kind === "clear" ? read.shown.text : null;

describe("what the page showed", () => {
  it("as sealed armor is opened as it stands, without asking for the source", async () => {
    const { world: w, source } = world({ source: "From: a\n\nx" });
    const outcome = await readJob(job({ form: "armored", kind: "message", armored: ARMOR }), w);
    expect(textOf(outcome)).toBe(ARMOR);
    expect(outcome.whole).toBe(false);
    expect(source).not.toHaveBeenCalled();
  });

  it("as sealed text in a charset nobody told takes it from the mail around it", async () => {
    const mail = `From: a@b.example\nContent-Type: text/plain; charset=iso-8859-15\n\n${ARMOR}`;
    const { world: w } = world({ source: mail }, { guessed: true, entity: new Uint8Array([0xa4]) });
    expect(textOf(await readJob(job({ form: "armored", kind: "message", armored: ARMOR }), w))).toBe("€");
  });

  it("as signed text is checked in the source, found by its signature", async () => {
    const other = DATA.replace("hF4", "iG5");
    const mail = `From: eve@e.example\nContent-Type: text/plain\n\n${clearsigned("other", other)}\n${clearsigned("two  spaces")}`;
    const { world: w, requests } = world({ source: mail });
    const shown = textOf(
      await readJob(job({ form: "armored", kind: "signed", armored: clearsigned("two spaces") }), w),
    );
    expect(shown).toContain("two  spaces");
    expect(shown).not.toContain("other");
    expect(requests[0]).toMatchObject({ as: "octets", sourceFrom: ["eve@e.example"] });
  });

  it.each([
    ["cannot be had", null],
    ["does not hold it", "From: a\n\nnothing"],
  ])("as signed text is checked as the page has it when the source %s", async (_, source) => {
    const { world: w } = world({ source });
    const armored = clearsigned("words");
    expect(textOf(await readJob(job({ form: "armored", kind: "signed", armored }), w))).toBe(armored);
  });

  it("cut is completed from the source, and said to be cut when there is none", async () => {
    expect(
      textOf(await readJob(job({ form: "clipped" }), world({ source: `From: a\n\nHi\n${ARMOR}` }).world)),
    ).toContain(DATA);
    expect((await readJob(job({ form: "clipped" }), world({ source: null }).world)).read).toEqual({ kind: "clipped" });
  });

  it("as files is read whole from the source", async () => {
    const mail = `From: a@b.example\nContent-Type: application/octet-stream; name=encrypted.asc\n\n${ARMOR}`;
    expect(await readJob(job({ form: "files" }), world({ source: mail }).world)).toMatchObject({
      whole: true,
      read: { kind: "opened" },
    });
  });

  it("as files without a source is opened through the page's link when it is the message, but does not stand for all of it", async () => {
    const files = ["PGPMIME Version Identification", "encrypted.asc"];
    const { world: w } = world({ files: { "encrypted.asc": ARMOR } });
    expect(await readJob(job({ form: "files" }, { files }), w)).toMatchObject({
      whole: false,
      read: { kind: "opened" },
    });
  });

  it("as other files is listed, each to be opened by itself; one that cannot be had says so", async () => {
    const { world: w, requests } = world({ files: { "a.gpg": ARMOR } });
    const { read, whole } = await readJob(job({ form: "files" }, { files: ["a.gpg", "b.pgp", "c.pdf"] }), w);
    expect(whole).toBe(false);
    if (read.kind !== "clear") throw new Error(read.kind);
    expect(read.shown.attachments.map(({ name }) => name.name)).toEqual(["a.gpg", "b.pgp"]);
    expect(requests).toEqual([]);
    expect(new TextDecoder().decode(await read.shown.attachments[0]!.bytes())).toContain(DATA);
    await expect(read.shown.attachments[1]!.bytes()).rejects.toThrow();
  });

  it("keeps the sealed files that came beside armor", async () => {
    const { world: w } = world({});
    const { read } = await readJob(
      job({ form: "armored", kind: "message", armored: ARMOR }, { files: ["photo.jpg.pgp", "photo.jpg"] }),
      w,
    );
    expect(read.kind === "opened" && read.shown.attachments.map(({ name }) => name.name)).toEqual(["photo.jpg.pgp"]);
  });
});
