import { beforeEach, expect, it, vi } from "vitest";
import { draftToEntity } from "../../../../../domain/mime/draft";
import { fail, ok } from "../../../../../domain/result";

let draft: unknown;
let file: unknown;
vi.mock("../../../frame/ask", () => ({ ask: async (name: string) => (name === "draft.load" ? draft : file) }));
const { loadKept } = await import("./kept-draft");

const attachment = { name: "plan.txt", type: "text/plain", bytes: new Uint8Array() };
const entity = draftToEntity(
  { text: "Hi", subject: "", to: [], cc: [], bcc: [], attachments: [attachment] as never, html: null },
  new Uint8Array(24),
);
const load = () => loadKept("d", null, "h", () => {});

beforeEach(() => {
  draft = ok({ id: "d", entity, files: ["f"], savedAt: 1, leftAt: null });
  file = ok({ bytes: new Uint8Array([1]) });
});

it("gives the draft with its files", async () => {
  expect(await load()).toMatchObject({ text: "Hi", lost: [] });
});

it("knows again whose conversation it quotes, whatever their addresses are made of", async () => {
  const quotedFor = ["bob@demo.example", "o'hara+x@demo.example", "jörg@müller.example"];
  const many = Array.from({ length: 300 }, (_, at) => `person${at}@a-rather-long-domain-name.example`);
  for (const those of [quotedFor, many]) {
    const mail = { text: "Hi", subject: "", to: [], cc: [], bcc: [], attachments: [], html: null, quotedFor: those };
    draft = ok({ id: "d", entity: draftToEntity(mail, new Uint8Array(24)), files: [], savedAt: 1, leftAt: null });
    expect(await load()).toMatchObject({ text: "Hi", quotedFor: those });
  }
  draft = ok({ id: "d", entity, files: ["f"], savedAt: 1, leftAt: null });
  expect(await load()).toMatchObject({ quotedFor: [] });
});

it("names a file that never came here", async () => {
  file = fail("gone");
  expect(await load()).toMatchObject({ text: "Hi", lost: ["plan.txt"] });
});

it.each(["unreadable", "full", "internal", "policy-unread"])("is not gone where the answer is %s", async (code) => {
  draft = fail(code);
  expect(await load()).toBe("unread");
});

it.each(["unreadable", "full", "internal"])("does not go on without a file that was %s for now", async (code) => {
  file = fail(code);
  expect(await load()).toBe("unread");
});

it("tells locked and gone from it", async () => {
  draft = fail("locked");
  expect(await load()).toBe("locked");
  draft = fail("gone");
  expect(await load()).toBe("gone");
});
