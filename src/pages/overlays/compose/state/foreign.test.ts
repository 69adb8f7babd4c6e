// @vitest-environment jsdom
// What a box of the page may bring into the editor when it holds a sealed message.
import { beforeEach, expect, it, vi } from "vitest";
import { parseAddress } from "../../../../domain/address";
import type { DraftSummary } from "../../../../domain/draft-summary";
import { draftToEntity } from "../../../../domain/mime/draft";
import { fail, ok } from "../../../../domain/result";
import { textDigest } from "../../../../domain/text-digest";
import type { ComposeJob } from "../../../../messages/channel";
import type { Session } from "../../frame/connect";

const asked: { name: string; request: Record<string, unknown> }[] = [];
let drafts: DraftSummary[] = [];
const failing = new Set<string>();
vi.mock("../../../../platform/browser");
vi.mock("../../frame/ask", () => ({
  ask: async (name: string, request: Record<string, unknown>) => {
    asked.push({ name, request });
    if (failing.has(name)) return fail("unreadable");
    if (name === "draft.find") return ok(drafts);
    if (name === "draft.load") return ok({ id: request.id, entity: kept, files: [], savedAt: 1 });
    if (name === "recipient.states") return ok([]);
    return fail("internal");
  },
}));

import { createComposeModel } from "../compose-model";

const BOB = "bob@b.example";
const OWN_WORDS = "the spare key hangs in the shed";
const ARMOR = "-----BEGIN PGP MESSAGE-----\n\nhF4DIT3Jk/yOI4oSAQdA\n=abcd\n-----END PGP MESSAGE-----";
const kept = draftToEntity(
  {
    text: OWN_WORDS,
    subject: "Where",
    to: [{ address: parseAddress(BOB)!, name: "" }],
    cc: [],
    bcc: [],
    attachments: [],
    html: null,
  },
  new Uint8Array(24),
);

const summary = (parts: Partial<DraftSummary> = {}): DraftSummary =>
  ({
    id: "d1",
    place: "",
    composeKey: null,
    savedAt: 1,
    size: 1,
    files: 0,
    wanted: false,
    placedAt: null,
    ...parts,
  }) as DraftSummary;

const closed: unknown[] = [];
async function openedOn(taken: string, parts: Partial<ComposeJob> = {}) {
  const people = { to: [{ address: BOB, name: "" }], cc: [], bcc: [], unreadable: [] };
  const job = { kind: "compose", taken, draftId: null, composeKey: "c1", recipients: people, subject: "", opened: 0 };
  const session = {
    job: { ...job, from: { address: "me@a.example", name: "Me" }, ...parts },
    identities: [{ fingerprint: "f".repeat(40), name: "Me", addresses: ["me@a.example"], protection: "device" }],
    settings: { keyServers: [], managed: { least: { level: "any", inside: false } } },
    page: {
      ask: async (name: string, request: unknown) => {
        closed.push([name, request]);
        return { is: "closed" };
      },
    },
    post: () => {},
    listen: () => {},
  } as unknown as Session<"compose">;
  const model = createComposeModel(session);
  await model.begin();
  return model;
}
const names = (): string[] => asked.map(({ name }) => name).filter((name) => name !== "recipient.states");

beforeEach(() => {
  asked.length = 0;
  closed.length = 0;
  drafts = [];
  failing.clear();
});

it.each([
  ["a sealed box", ARMOR, "draft.find"],
  ["an empty one", "", "draft.find"],
  ["a box that was sealed here", ARMOR, "draft.load"],
])("does not call %s nobody's because of a store that cannot be read", async (_which, taken, call) => {
  drafts = [summary({ placedAt: 1 })];
  failing.add(call);
  const model = await openedOn(taken);
  const { value } = model.start;
  if (value.is !== "unread") throw new Error(value.is);
  expect(model.written.text.value).toBe("");
  expect(model.offered.value).toBeNull();
  await value.again();
  expect(model.start.value.is).toBe("unread");
  failing.clear();
  await value.again();
  expect(model.start.value).toEqual({ is: "ready" });
  expect(taken === "" ? model.offered.value?.id : model.written.text.value).toBe(taken === "" ? "d1" : OWN_WORDS);
});

it("goes on with what the page gave, which is here whatever the store says", async () => {
  failing.add("draft.find");
  const model = await openedOn("Dear Bob");
  expect(model.start.value).toEqual({ is: "ready" });
  expect(model.written.text.value).toBe("Dear Bob");
});

it.each([
  ["as it is", ARMOR],
  ["with white space around", `\n  ${ARMOR}\n\n`],
  ["with the line ends of another system", ARMOR.replaceAll("\n", "\r\n")],
])("names a stranger's sealed message %s, and neither opens nor keeps nor shows it", async (_, taken) => {
  const model = await openedOn(taken);
  expect(model.start.value).toEqual({ is: "foreign" });
  expect(model.written.text.value).toBe("");
  expect(model.offered.value).toBeNull();
  // Nothing that decrypts was asked for, and the octets of the box went nowhere but as a digest.
  expect(names()).toEqual(["draft.find"]);
  expect(JSON.stringify(asked)).not.toContain("hF4D");
  expect(asked.find(({ name }) => name === "draft.find")!.request.digest).toBe(await textDigest(taken));
});

it("does not take a draft of the same place that is wanted for what the stranger sealed", async () => {
  drafts = [summary({ wanted: true }), summary({ id: "d2" })];
  const model = await openedOn(ARMOR);
  expect(model.start.value).toEqual({ is: "foreign" });
  expect(model.written.text.value).toBe("");
  expect(names()).toEqual(["draft.find"]);
});

it("gives the page its box back as it was when it is closed, without a question", async () => {
  const model = await openedOn(ARMOR);
  model.askClose();
  await vi.waitFor(() => expect(closed).toEqual([["close", { restore: true }]]));
  expect(model.closing.value).toBe(false);
  // Nothing was kept, and no draft of anybody's dropped.
  expect(names()).toEqual(["draft.find"]);
});

it("opens what this device sealed within the hour, for the same people", async () => {
  drafts = [summary({ placedAt: 1 })];
  const model = await openedOn(ARMOR);
  expect(model.start.value).toEqual({ is: "ready" });
  expect(model.written.text.value).toBe(OWN_WORDS);
});

it("only offers it where the box goes to somebody else", async () => {
  drafts = [summary({ placedAt: 1 })];
  const recipients = { to: [{ address: "eve@e.example", name: "" }], cc: [], bcc: [], unreadable: [] };
  const model = await openedOn(ARMOR, { recipients });
  expect(model.written.text.value).toBe("");
  expect(model.offered.value?.id).toBe("d1");
});

it.each([
  ["after", `Look at this:\n${ARMOR}`],
  ["before", `${ARMOR}\nLook at this.`],
  ["between", `Look at this:\n${ARMOR}\nNice?`],
])("takes a sealed message %s words as the text it is", async (_, taken) => {
  const model = await openedOn(taken);
  expect(model.written.text.value).toBe(taken);
  expect(names()).toEqual(["draft.find"]);
});
