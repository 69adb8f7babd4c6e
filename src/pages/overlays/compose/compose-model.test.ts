// @vitest-environment jsdom
// The compose overlay's model between a page and a background that are both played here.
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { parseAddress, type Recipient, type Recipients } from "../../../domain/address";
import type { DraftSummary } from "../../../domain/draft-summary";
import { draftFromEntity, draftToEntity } from "../../../domain/mime/draft";
import { fail, ok } from "../../../domain/result";
import { ANYONE } from "../../../domain/trust/message-class";
import type { ComposeJob } from "../../../messages/channel";
import { useLanguage } from "../../i18n";
import type { Listener, Session } from "../frame/connect";

/** The words that go into the page. */
const WORDS = vi.hoisted(() => ({
  sealed_body: { message: "In a file." },
  sealed_entity_body: { message: "Not sent." },
}));

type Request = Record<string, unknown>;
type Answer = (request: Request) => unknown;

/** What the overlay asked, of the page ("page.insert") and of the background ("draft.save"), in order. */
let asked: { readonly name: string; readonly request: Request }[];
let answers: Record<string, Answer>;
/** By which the page learns that what it was asked last is no longer wanted. */
let cancelled: AbortSignal | undefined;
const answer = async (name: string, request: Request): Promise<unknown> => {
  asked.push({ name, request });
  return (answers[name] ?? (() => fail("internal")))(request);
};

vi.mock("../../../platform/browser");
/** The window of our own that the editor may stand in. */
const ownWindow = vi.hoisted(() => ({ is: false, closed: 0 }));
vi.mock("../frame/own-window", () => ({
  inOwnWindow: () => ownWindow.is,
  closeOwnWindow: async () => void ownWindow.closed++,
}));
vi.mock("../frame/ask", () => ({ ask: (name: string, request: Request) => answer(name, request) }));
vi.mock("../../own-file", () => ({ ownFile: async () => new Response(JSON.stringify(WORDS)) }));
// WebCrypto answers from another thread.
vi.mock("../../../domain/text-digest", () => ({ textDigest: async (text: string) => `digest of ${text}` }));

import { type ComposeModel, createComposeModel } from "./compose-model";

const ME = "me@a.example";
const BOB = "bob@b.example";
const EVE = "eve@e.example";
const STRONG = "carol@mm--mddk-7n6a-727a-jzno-strx-xks7-djaf.c.example";
const TEXT = "the spare key hangs in the shed";
const ARMOR = "-----BEGIN PGP MESSAGE-----\n\nhF4D\n=abcd\n-----END PGP MESSAGE-----";

const person = (address: string, more: Partial<Recipient> = {}): Recipient => ({ address, name: "", ...more });
const to = (...people: readonly (string | Recipient)[]): Recipients => ({
  to: people.map((one) => (typeof one === "string" ? person(one) : one)),
  cc: [],
  bcc: [],
  unreadable: [],
});

const keptDraft = (text: string) =>
  draftToEntity(
    {
      text,
      html: null,
      subject: "Where",
      to: [{ address: parseAddress(BOB)!, name: "" }],
      cc: [],
      bcc: [],
      attachments: [],
      least: { level: "known", inside: false },
    },
    new Uint8Array(24),
  );

const summary = (parts: Partial<DraftSummary> = {}): DraftSummary => ({
  id: "d1",
  place: "",
  composeKey: null,
  savedAt: 1,
  size: 1,
  files: 0,
  wanted: false,
  placedAt: null,
  leftAt: null,
  openIn: null,
  ...parts,
});

const KEY = { fingerprint: "f".repeat(40), name: "Me", addresses: [ME], protection: "device", expiresAt: null };

let listeners: Listener[];
const fromPage = (message: Parameters<Listener>[0]): void => {
  for (const listener of listeners) listener(message);
};
const pageHas = (recipients: Recipients, from = ME, touched = Number.POSITIVE_INFINITY): void =>
  fromPage({ event: "recipientsChanged", from: { address: from, name: "Me" }, recipients, subject: "", touched });

interface Opening extends Partial<ComposeJob> {
  readonly least?: object;
}
async function open({ least = ANYONE, ...parts }: Opening = {}): Promise<ComposeModel> {
  const job = { kind: "compose", place: "", account: ME, taken: "", draftId: null, composeKey: "c1", opened: 0 };
  const box = { recipients: to(BOB), from: { address: ME, name: "Me" }, subject: "", subjectTaken: false };
  const session = {
    job: { ...job, ...box, canSend: true, ...parts },
    identities: [KEY],
    settings: { keyServers: [], managed: { least, domains: [] } },
    page: {
      ask: (name: string, request: Request, signal?: AbortSignal) => {
        cancelled = signal;
        return answer(`page.${name}`, request);
      },
    },
    post: () => {},
    listen: (heard: Listener) => listeners.push(heard),
  } as unknown as Session<"compose">;
  const model = createComposeModel(session);
  await model.begin();
  await pass(0);
  return model;
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const requests = (name: string): Request[] => asked.filter((one) => one.name === name).map(({ request }) => request);
const names = (...of: readonly string[]): string[] => asked.map(({ name }) => name).filter((name) => of.includes(name));
const savedText = (): string | undefined => {
  const entity = requests("draft.save").at(-1)?.entity as Uint8Array<ArrayBuffer> | undefined;
  return entity && draftFromEntity(entity)?.text;
};

beforeAll(async () => {
  // Loaded when they are first needed: no clock that is played here waits for that.
  await Promise.all([import("./state/lazy/kept-draft"), import("./send/lazy/encrypt")]);
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance", "Date"] });
  asked = [];
  listeners = [];
  Object.assign(ownWindow, { is: false, closed: 0 });
  answers = {
    "draft.find": () => ok([]),
    "draft.load": () => ok({ entity: keptDraft(TEXT), files: [], savedAt: 1, leftAt: null }),
    "draft.save": () => ok({ savedAt: Date.now(), missing: [] }),
    "draft.drop": () => ok(null),
    "draft.placed": () => ok(null),
    "draft.leaving": () => ok(null),
    "recipient.states": () => ok([]),
    "message.seal": () => ok({ armored: ARMOR }),
    "page.insert": ({ send }) => ({ is: "inserted", sent: send === null ? null : true }),
    "page.close": () => ({ is: "closed" }),
    "page.setSubject": () => ({ is: "set" }),
  };
});
afterEach(() => void vi.useRealTimers());

describe("a list of the writer's own", () => {
  /** A page that shows Bob and somebody by name alone, and a list that begins with whom it shows. */
  const stating = async (parts: Opening = {}): Promise<ComposeModel> => {
    const model = await open({ recipients: { ...to(BOB), unreadable: ["Anna"] }, ...parts });
    model.written.edited(TEXT);
    return model;
  };
  const state = async (model: ComposeModel, ...people: readonly string[]): Promise<void> => {
    model.people.state(to(...people));
    await vi.dynamicImportSettled();
  };
  const sealedTo = () => requests("message.seal").map(({ to }) => to);

  it("is who the message is sealed to, whatever the page shows, and goes out beside that alone", async () => {
    const model = await stating();
    model.press(true);
    expect(model.seal.value).toEqual({ step: "refused", why: "unreadable" });
    await state(model, BOB, EVE);
    model.press(true);
    await pass(0);
    expect(sealedTo()).toEqual([[BOB, EVE]]);
    expect(requests("page.insert")[0]!.send).toEqual({
      from: ME,
      open: [BOB, EVE],
      hidden: [],
      beside: { people: [], unreadable: ["Anna"] },
    });
  });

  it("asks for the keys of those who are added to it", async () => {
    const model = await stating();
    await state(model, BOB, EVE);
    expect(requests("recipient.states").map(({ addresses }) => addresses)).toEqual([[BOB], [EVE]]);
  });

  it("is not added to by the page: whom that brings is asked about, and nothing leaves meanwhile", async () => {
    const model = await stating();
    await state(model, BOB);
    pageHas(to(BOB, EVE), ME, 0);
    await pass(2000);
    expect(model.recipients.value.to).toEqual([person(BOB)]);
    model.press(true);
    expect(model.seal.value).toEqual({ step: "refused", why: "left-out" });
    model.press(false);
    expect(model.seal.value).toEqual({ step: "refused", why: "left-out" });
    expect(names("message.seal", "page.insert")).toEqual([]);
  });

  it("seals to them once the writer adds them, or goes past them once the writer says so", async () => {
    const added = await stating();
    await state(added, BOB);
    pageHas(to(BOB, EVE));
    await state(added, BOB, EVE);
    added.press(true);
    await pass(0);
    expect(sealedTo()).toEqual([[BOB, EVE]]);
    asked = [];
    const excused = await stating();
    await state(excused, BOB);
    pageHas(to(BOB, EVE));
    excused.people.excuse(EVE);
    excused.press(true);
    await pass(0);
    expect(sealedTo()).toEqual([[BOB]]);
    expect(requests("page.insert")[0]!.send).toMatchObject({ open: [BOB], beside: { people: [EVE], unreadable: [] } });
  });

  it("puts nothing into the page where somebody came to it while the message was made", async () => {
    const model = await stating();
    await state(model, BOB);
    answers["message.seal"] = () => {
      pageHas(to(BOB, EVE));
      return ok({ armored: ARMOR });
    };
    model.press(false);
    await pass(0);
    expect(model.seal.value).toEqual({ step: "refused", why: "left-out" });
    expect(names("page.insert")).toEqual([]);
  });

  it("does not go out while an entry of it is no address, nor while it has nobody", async () => {
    const model = await stating();
    await state(model);
    model.press(true);
    expect(model.seal.value).toEqual({ step: "refused", why: "no-recipients" });
    model.people.state({ ...to(BOB), unreadable: ["Ev"] });
    model.press(true);
    expect(model.seal.value).toEqual({ step: "refused", why: "unreadable" });
  });

  it("is kept in the draft, and comes back with it instead of what the page shows", async () => {
    const model = await stating();
    await state(model, BOB, EVE);
    await pass(2000);
    const entity = requests("draft.save").at(-1)!.entity as Uint8Array<ArrayBuffer>;
    answers["draft.load"] = () => ok({ entity, files: [], savedAt: 1, leftAt: null });
    const again = await open({ draftId: "d1", recipients: { ...to(), unreadable: ["Anna"] } });
    await vi.dynamicImportSettled();
    expect(again.people.stated.value?.to.map(({ address }) => address)).toEqual([BOB, EVE]);
    again.press(true);
    await pass(0);
    expect(sealedTo().at(-1)).toEqual([BOB, EVE]);
  });

  it("does not come back over a list that the writer has begun already", async () => {
    answers["draft.find"] = () => ok([summary()]);
    answers["draft.load"] = () => {
      const entity = draftToEntity({ ...draftFromEntity(keptDraft(TEXT))!, stated: true }, new Uint8Array(24));
      return ok({ entity, files: [], savedAt: 1, leftAt: null });
    };
    const model = await stating();
    await state(model, EVE);
    await model.restoreOffer();
    expect(model.recipients.value.to).toEqual([person(EVE)]);
  });

  it("is the frame's from the start when it is loaded anew, and the page's list is held against it", async () => {
    const model = await stating({ stated: true, recipients: to(BOB) });
    await vi.dynamicImportSettled();
    pageHas({ ...to(EVE), unreadable: ["Anna"] });
    expect(model.people.differs.value).toMatchObject({ notShown: [BOB], byName: ["Anna"] });
    model.press(true);
    expect(model.seal.value).toEqual({ step: "refused", why: "left-out" });
  });

  it("ends with the page's own recipients, of whom those not seen are asked about", async () => {
    const model = await stating();
    await state(model, BOB);
    await pass(5000);
    pageHas(to(BOB, EVE));
    model.people.state(null);
    model.press(true);
    expect(model.seal.value).toEqual({ step: "refused", why: "unseen" });
    expect(model.watch.unseen.value.map(({ address }) => address)).toEqual([EVE]);
  });

  it("must be made where the page may have more people than are read in it", async () => {
    const model = await stating({ recipients: { ...to(BOB), partial: true } });
    model.press(true);
    expect(model.seal.value).toEqual({ step: "refused", why: "partial" });
    await state(model, BOB);
    model.press(true);
    await pass(0);
    expect(sealedTo()).toEqual([[BOB]]);
  });

  it("stops nothing that all may read, but still names nobody who is hidden", async () => {
    const model = await stating();
    await state(model, BOB);
    pageHas(to(BOB, EVE));
    answers["message.sign"] = () => ok({ signed: TEXT });
    model.press(false, "sign");
    await pass(0);
    expect(names("message.sign", "page.insert")).toEqual(["message.sign", "page.insert"]);
  });
});

describe("opening", () => {
  it("takes over what was typed in the page, and keeps it as if it had been typed here", async () => {
    const model = await open({ taken: TEXT });
    expect(model.written.text.value).toBe(TEXT);
    expect(model.start.value).toEqual({ is: "ready" });
    expect(model.placed.value).toEqual({ html: null, caret: null });
    expect(requests("draft.save")).toEqual([]);
    await pass(2000);
    expect(savedText()).toBe(TEXT);
    expect(model.draft.value.is).toBe("sealed");
  });

  it("keeps nothing where nothing was typed", async () => {
    await open({ taken: " \n" });
    await pass(5000);
    expect(requests("draft.save")).toEqual([]);
  });

  it("offers a draft of this place, and brings back what it holds when it is taken", async () => {
    answers["draft.find"] = () => ok([summary()]);
    const model = await open();
    expect(model.offered.value?.id).toBe("d1");
    expect(model.written.text.value).toBe("");
    await model.restoreOffer();
    expect(model.offered.value).toBeNull();
    expect(model.written.text.value).toBe(TEXT);
    expect(model.written.subject.value).toBe("Where");
    expect(model.least.value.level).toBe("known");
    expect(model.meant.value.map(({ address }) => address)).toEqual([BOB]);
    model.written.edited("more");
    await pass(2000);
    expect(requests("draft.save").at(-1)).toMatchObject({ id: "d1" });
  });

  it("writes the draft above what was typed before it was taken", async () => {
    answers["draft.find"] = () => ok([summary()]);
    const model = await open();
    model.written.edited("Dear Bob");
    await model.restoreOffer();
    expect(model.written.text.value).toBe(`${TEXT}\n\nDear Bob`);
  });

  it("drops a draft that is refused, unless another window writes it", async () => {
    answers["draft.find"] = () => ok([summary()]);
    await (await open()).refuseOffer();
    expect(requests("draft.drop")).toEqual([{ id: "d1" }]);
    asked = [];
    answers["draft.find"] = () => ok([summary({ openIn: 7 })]);
    const model = await open();
    expect(model.offered.value?.openIn).toBe(7);
    await model.refuseOffer();
    expect(model.offered.value).toBeNull();
    expect(requests("draft.drop")).toEqual([]);
  });

  it.each([
    ["is of this very message", { composeKey: "c1" }],
    ["was asked for in the popup", { wanted: true }],
  ])("goes on by itself with a draft that %s, and only offers it while another window writes it", async (_, parts) => {
    answers["draft.find"] = () => ok([summary(parts)]);
    expect((await open()).written.text.value).toBe(TEXT);
    answers["draft.find"] = () => ok([summary({ ...parts, openIn: 7 })]);
    const model = await open();
    expect(model.written.text.value).toBe("");
    expect(model.offered.value?.id).toBe("d1");
  });

  it("waits for a locked key, and goes on from there once it is open", async () => {
    answers["draft.load"] = () => fail("locked");
    const model = await open({ draftId: "d9" });
    expect(model.start.value).toEqual({ is: "locked" });
    answers["draft.load"] = () => ok({ entity: keptDraft(TEXT), files: [], savedAt: 1, leftAt: null });
    model.unlocked();
    await pass(0);
    expect(model.start.value).toEqual({ is: "ready" });
    expect(model.written.text.value).toBe(TEXT);
  });

  it("asks for the recipients' keys again with what could not be read", async () => {
    answers["draft.find"] = () => fail("unreadable");
    answers["recipient.states"] = () => fail("unreadable");
    const model = await open();
    const { value } = model.start;
    if (value.is !== "unread") throw new Error(value.is);
    expect(requests("recipient.states")).toHaveLength(1);
    await value.again();
    expect(requests("recipient.states")).toHaveLength(2);
  });
});

describe("sealing", () => {
  const written = async (parts: Opening = {}): Promise<ComposeModel> => {
    const model = await open(parts);
    model.written.edited(TEXT);
    return model;
  };

  it("seals to whom it is addressed, puts that into the page, and leaves it there", async () => {
    const model = await written();
    model.press(false);
    expect(model.seal.value.step).toBe("sealing");
    expect(model.blocked.value).toBe(true);
    await pass(0);
    expect(requests("message.seal")).toEqual([{ text: TEXT, to: [BOB], cc: [], bcc: [], least: ANYONE, from: ME }]);
    expect(requests("page.insert")).toEqual([
      { text: ARMOR, files: [], subject: null, clear: false, replace: [], send: null },
    ]);
    expect(requests("draft.placed")).toEqual([expect.objectContaining({ digest: `digest of ${ARMOR}` })]);
    expect(requests("page.close")).toEqual([{ restore: false }]);
    expect(names("draft.drop", "draft.leaving")).toEqual([]);
  });

  it("notes that it may be out before the page's Send is pressed, and takes that back where it was not", async () => {
    answers["page.insert"] = () => ({ is: "changed", what: "text" });
    const model = await written();
    model.press(true);
    await pass(0);
    expect(names("draft.leaving", "page.insert")).toEqual(["draft.leaving", "page.insert", "draft.leaving"]);
    expect(requests("draft.leaving").map(({ at }) => at)).toEqual([expect.any(Number), null]);
    expect(requests("page.insert")[0]!.send).toEqual({ from: ME, open: [BOB], hidden: [] });
    expect(model.seal.value).toEqual({ step: "failed", code: "page-changed-text" });
    expect(names("page.close")).toEqual([]);
  });

  it("keeps a message that the page did not take for the user's own hands, and the draft once they have it", async () => {
    answers["page.insert"] = () => ({ is: "text-refused" });
    const model = await written();
    model.press(true);
    await pass(0);
    expect(model.seal.value).toMatchObject({ step: "by-hand", armored: ARMOR, shape: "inline" });
    model.step({ type: "handed", by: "copy" });
    model.askClose();
    await pass(0);
    expect(model.closing.value).toBe(false);
    expect(requests("page.close")).toEqual([{ restore: false }]);
    expect(savedText()).toBe(TEXT);
    expect(names("draft.drop", "draft.placed")).toEqual([]);
  });

  it("keeps nothing for the user's hands once the text is another", async () => {
    answers["page.insert"] = () => ({ is: "text-refused" });
    const model = await written();
    model.press(true);
    await pass(0);
    model.written.edited(`${TEXT} no more`);
    expect(model.seal.value).toEqual({ step: "writing" });
  });

  it("asks the background nothing more while it is made, whatever is pressed", async () => {
    const model = await written();
    model.press(true);
    model.press(true);
    model.press(false, "sign");
    await pass(0);
    expect(requests("message.seal")).toHaveLength(1);
    expect(requests("page.insert")).toHaveLength(1);
  });

  it("opens a locked key and goes on with what was pressed", async () => {
    answers["message.seal"] = () => fail("locked");
    const model = await written();
    model.press(true);
    await pass(0);
    expect(model.seal.value).toMatchObject({ step: "locked", send: true });
    answers["message.seal"] = () => ok({ armored: ARMOR });
    model.step({ type: "unlocked" });
    await pass(0);
    expect(requests("page.insert")[0]!.send).not.toBeNull();
  });

  it("names who has no key, and bares the text only once that is confirmed", async () => {
    answers["message.seal"] = () => fail({ code: "missing-keys", addresses: [BOB] });
    const model = await written();
    model.press(false);
    await pass(0);
    expect(model.seal.value).toMatchObject({ step: "missing-keys", addresses: [BOB] });
    model.step({ type: "send-clear" });
    await pass(0);
    expect(names("page.insert")).toEqual([]);
    model.step({ type: "confirmed" });
    await pass(0);
    expect(requests("page.insert")[0]).toMatchObject({ text: TEXT, clear: true });
    // What is in clear there needs no sealed copy here.
    expect(requests("draft.drop")).toHaveLength(1);
  });

  it("bares nothing to somebody strong who was added while the question stood", async () => {
    answers["message.seal"] = () => fail({ code: "missing-keys", addresses: [BOB] });
    const model = await written();
    model.press(false);
    await pass(0);
    model.step({ type: "send-clear" });
    pageHas(to(BOB, STRONG));
    await pass(1000);
    model.step({ type: "confirmed" });
    await pass(0);
    expect(model.seal.value).toEqual({ step: "failed", code: "strong-mismatch" });
    expect(names("page.insert")).toEqual([]);
  });

  it.each(["policy-unread", "full", "internal"] as const)("keeps the text where the answer is %s", async (code) => {
    answers["message.seal"] = () => fail(code);
    const model = await written();
    model.press(true);
    await pass(0);
    expect(model.seal.value).toEqual({ step: "failed", code });
    expect(names("page.insert", "page.close", "draft.drop")).toEqual([]);
    expect(model.written.text.value).toBe(TEXT);
    expect(model.blocked.value).toBe(false);
    model.written.edited(`${TEXT}.`);
    expect(model.seal.value).toEqual({ step: "writing" });
  });

  it("throws away what was sealed to those who stood there before", async () => {
    let done = (_: unknown): void => {};
    answers["message.seal"] = () => new Promise((resolve) => (done = resolve));
    const model = await written();
    model.press(true);
    await pass(0);
    pageHas(to(EVE));
    done(ok({ armored: ARMOR }));
    await pass(0);
    expect(model.seal.value).toEqual({ step: "failed", code: "recipients-changed" });
    expect(names("page.insert")).toEqual([]);
  });

  it("stops when the message is to leave from another address", async () => {
    let done = (_: unknown): void => {};
    answers["message.seal"] = () => new Promise((resolve) => (done = resolve));
    const model = await written();
    model.press(true);
    await pass(0);
    pageHas(to(BOB), "other@a.example");
    expect(model.seal.value).toEqual({ step: "writing" });
    done(ok({ armored: ARMOR }));
    await pass(0);
    expect(names("page.insert")).toEqual([]);
    model.press(true);
    expect(model.seal.value).toEqual({ step: "refused", why: "whose-key" });
  });

  it("takes no answer to an earlier press for that to a later one", async () => {
    const done: ((answer: unknown) => void)[] = [];
    answers["message.seal"] = () => new Promise((resolve) => void done.push(resolve));
    const model = await written();
    model.press(true);
    await pass(0);
    model.step({ type: "cancel" });
    model.written.edited("the key is under the mat");
    model.press(true);
    await pass(0);
    done[0]!(ok({ armored: "of the first" }));
    await pass(0);
    expect(names("page.insert")).toEqual([]);
    done[1]!(ok({ armored: "of the second" }));
    await pass(0);
    expect(requests("page.insert").map(({ text }) => text)).toEqual(["of the second"]);
  });

  it("says what the page did not give back of a message that was stopped, and that it was", async () => {
    let done = (_: unknown): void => {};
    answers["page.insert"] = () => new Promise((resolve) => (done = resolve));
    const model = await written();
    model.press(false);
    await pass(0);
    model.step({ type: "cancel" });
    expect(model.seal.value.step).toBe("stopping");
    expect(cancelled?.aborted).toBe(true);
    done({ is: "cancelled", left: ["encrypted.asc"] });
    await pass(0);
    expect(model.seal.value).toEqual({ step: "writing" });
    expect(model.left.value).toEqual(["encrypted.asc"]);
    expect(model.tookBack.value).toBe(true);
  });
});

describe("refusing", () => {
  it.each<[string, string, Opening, string]>([
    ["nothing is written", "empty", {}, " "],
    ["nobody is addressed", "no-recipients", { recipients: to() }, TEXT],
    ["an entry is no address", "unreadable", { recipients: { ...to(BOB), unreadable: ["Bo"] } }, TEXT],
    ["a name may only look like an address", "unsure", { recipients: to(person(BOB, { unsure: true })) }, TEXT],
    ["no key is that of the From", "whose-key", { from: { address: "x@a.example", name: "" } }, TEXT],
  ])("while %s", async (_, why, parts, text) => {
    const model = await open(parts);
    model.written.edited(text);
    model.press(true);
    await pass(0);
    expect(model.seal.value).toEqual({ step: "refused", why });
    expect(names("message.seal", "page.insert")).toEqual([]);
    // It stands beside the buttons until something else is written.
    model.written.edited(`${text}!`);
    expect(model.seal.value).toEqual({ step: "writing" });
  });

  it("to sign in clear what asks for keys, or what has files", async () => {
    const strict = await open({ least: { level: "key", inside: false } });
    strict.written.edited(TEXT);
    strict.press(false, "sign");
    expect(strict.seal.value).toEqual({ step: "refused", why: "not-in-clear" });
    const model = await open();
    model.written.edited(TEXT);
    model.written.attach([new File(["plan"], "plan.bin")]);
    model.press(false, "sign");
    expect(model.seal.value).toEqual({ step: "refused", why: "sign-plain-only" });
    expect(names("message.sign")).toEqual([]);
  });

  it("to seal to those whom the class leaves out, until less is asked", async () => {
    answers["message.seal"] = () => fail({ code: "below-class", missing: "verified", addresses: [BOB] });
    const model = await open();
    model.written.edited(TEXT);
    model.setLeast({ level: "verified", inside: false });
    model.press(true);
    await pass(0);
    expect(requests("message.seal")[0]).toMatchObject({ least: { level: "verified" } });
    expect(model.seal.value).toEqual({ step: "below-class", missing: "verified", addresses: [BOB] });
    model.setLeast(ANYONE);
    expect(model.seal.value).toEqual({ step: "writing" });
  });

  it("forgets a refusal when what is asked of recipients changes", async () => {
    const model = await open();
    model.written.edited(TEXT);
    model.setLeast({ level: "known", inside: false });
    model.press(false, "sign");
    expect(model.seal.value.step).toBe("refused");
    model.setLeast(ANYONE);
    expect(model.seal.value).toEqual({ step: "writing" });
  });
});

describe("recipients", () => {
  it("holds somebody the page added until the writer accepts them, and seals to them then", async () => {
    const model = await open();
    model.written.edited(TEXT);
    await pass(5000);
    pageHas(to(BOB, EVE));
    expect(model.recipients.value.to.map(({ address }) => address)).toEqual([BOB, EVE]);
    expect(model.watch.unseen.value.map(({ address }) => address)).toEqual([EVE]);
    model.press(true);
    await pass(0);
    expect(model.seal.value).toEqual({ step: "refused", why: "unseen" });
    expect(names("message.seal")).toEqual([]);
    model.watch.accept(model.watch.unseen.value);
    model.step({ type: "cancel" });
    model.press(true);
    await pass(0);
    expect(requests("message.seal")[0]).toMatchObject({ to: [BOB, EVE] });
  });

  it("asks about each once, as they come", async () => {
    await open();
    pageHas(to(BOB, EVE));
    pageHas(to(EVE, BOB));
    await pass(0);
    expect(requests("recipient.states").map(({ addresses }) => addresses)).toEqual([[BOB], [EVE]]);
  });

  it("seals to a name that looks like an address once the writer says it is the address", async () => {
    const doubtful = person(EVE, { name: BOB, unsure: true });
    const model = await open({ recipients: to(BOB, doubtful) });
    model.written.edited(TEXT);
    expect(model.recipients.value).toMatchObject({ to: [{ address: BOB }], unreadable: [EVE] });
    // Long after opening, nothing the page shows counts as the writer's own act.
    await pass(5000);
    model.press(false);
    expect(model.seal.value).toEqual({ step: "refused", why: "unsure" });
    model.confirmAddress(model.unsure.value[0]!);
    expect(model.seal.value).toEqual({ step: "writing" });
    expect(model.unsure.value).toEqual([]);
    expect(model.watch.unseen.value).toEqual([]);
    await pass(1000);
    model.press(false);
    await pass(0);
    expect(requests("message.seal")[0]).toMatchObject({ to: [BOB, EVE] });
  });
});

describe("closing", () => {
  const begun = async (parts: Opening = {}): Promise<ComposeModel> => {
    const model = await open(parts);
    model.written.edited(TEXT);
    model.askClose();
    await pass(0);
    return model;
  };

  it("asks nothing while nothing is written, and leaves no draft", async () => {
    const model = await open();
    model.askClose();
    await pass(0);
    expect(model.closing.value).toBe(false);
    expect(names("draft.drop", "page.close")).toEqual(["draft.drop", "page.close"]);
  });

  it("asks what becomes of a text, and goes on where the writer stays", async () => {
    const model = await begun();
    expect(model.closing.value).toBe(true);
    expect(names("page.close", "draft.drop")).toEqual([]);
    model.stay();
    expect(model.closing.value).toBe(false);
    await pass(2000);
    expect(savedText()).toBe(TEXT);
    expect(names("page.close")).toEqual([]);
  });

  it("asks, too, where there is a file alone", async () => {
    const model = await open();
    model.written.attach([new File(["plan"], "plan.bin")]);
    model.askClose();
    expect(model.closing.value).toBe(true);
  });

  it("keeps it before it leaves, and gives the page its subject back", async () => {
    const model = await begun({ subject: "Plans", subjectTaken: true });
    model.chooseClose("keep");
    await pass(0);
    expect(savedText()).toBe(TEXT);
    expect(names("draft.save", "page.setSubject", "page.close").slice(-2)).toEqual(["page.setSubject", "page.close"]);
    expect(requests("page.setSubject")).toEqual([{ subject: "Plans" }]);
    expect(names("draft.drop", "page.insert")).toEqual([]);
  });

  it("stays where it could not be kept", async () => {
    answers["draft.save"] = () => fail("full");
    const model = await begun();
    model.chooseClose("keep");
    await pass(0);
    expect(model.draft.value).toEqual({ is: "failing", code: "full" });
    expect(names("page.close")).toEqual([]);
  });

  it("discards the draft for good: nothing pressed on the way brings it out", async () => {
    let done = (_: unknown): void => {};
    answers["draft.drop"] = () => new Promise((resolve) => (done = resolve));
    const model = await begun();
    model.chooseClose("discard");
    await pass(0);
    model.press(true);
    done(ok(null));
    await pass(3000);
    expect(names("message.seal", "page.insert", "draft.save")).toEqual([]);
    expect(requests("page.close")).toEqual([{ restore: false }]);
  });

  it("puts it back in clear when that is chosen, and drops the draft then", async () => {
    const model = await begun();
    model.chooseClose("put-back");
    await pass(0);
    expect(requests("page.insert")[0]).toMatchObject({ text: TEXT, clear: true, send: null });
    expect(names("page.insert", "draft.drop", "page.close")).toEqual(["page.insert", "draft.drop", "page.close"]);
  });

  it("gives the page's own text back where nothing else was written", async () => {
    const model = await open({ taken: TEXT });
    model.askClose();
    model.chooseClose("put-back");
    await pass(0);
    expect(names("page.insert")).toEqual([]);
    expect(requests("page.close")).toEqual([{ restore: true }]);
  });

  it("takes back what the page has of it before it asks", async () => {
    let done = (_: unknown): void => {};
    answers["page.insert"] = () => new Promise((resolve) => (done = resolve));
    const model = await open();
    model.written.edited(TEXT);
    model.press(false);
    await pass(0);
    model.askClose();
    expect(model.seal.value.step).toBe("stopping");
    expect(model.closing.value).toBe(false);
    done({ is: "cancelled" });
    await pass(0);
    expect(model.closing.value).toBe(true);
  });

  it("says so where the page has files of it yet and does not let go", async () => {
    answers["page.close"] = () => ({ is: "files-left", left: ["encrypted.asc"] });
    const model = await begun();
    model.chooseClose("discard");
    await pass(0);
    expect(model.seal.value).toEqual({ step: "failed", code: "files-left" });
  });

  it("goes back as it was where a sealed message was opened again and nothing added", async () => {
    answers["draft.find"] = () => ok([summary({ placedAt: 1, composeKey: "c1" })]);
    const model = await open({ taken: ARMOR });
    expect(model.reopened.value).toBe(true);
    model.askClose();
    await pass(0);
    expect(requests("page.close")).toEqual([{ restore: true }]);
    expect(names("draft.drop")).toEqual([]);
  });
});

describe("an invitation", () => {
  const inviting = async (answer: object): Promise<ComposeModel> => {
    answers["identity.public"] = () => ok({ fileName: "me.asc", text: "key" });
    answers["page.insert"] = () => answer;
    const model = await open();
    await model.noKey.invite("Hello", "A key?");
    return model;
  };
  const carried = { text: "Hello", subject: "A key?", files: [expect.objectContaining({ name: "me.asc" })] };

  it.each([
    [{ is: "text-refused" }, "nokey_by_hand", carried],
    [{ is: "files-refused" }, "nokey_by_hand", carried],
    [{ is: "changed", what: "text" }, "nokey_by_hand", carried],
    [{ is: "failed" }, "nokey_by_hand", carried],
    [{ is: "busy" }, "seal_page_refused", null],
    [{ is: "files-left", left: ["encrypted.asc"] }, "seal_files_left", null],
    [{ is: "cancelled" }, "seal_stopped", null],
  ])("that ends with %j leads on", async (answer, problem, byHand) => {
    const { noKey } = await inviting(answer);
    expect(noKey.problem.value).toBe(problem);
    expect(noKey.byHand.value).toEqual(byHand);
    expect(noKey.busy.value).toBe(false);
    expect(names("page.close")).toEqual([]);
  });

  it("that the page took closes the editor, and carries nothing from before", async () => {
    const model = await inviting({ is: "text-refused" });
    answers["page.insert"] = () => ({ is: "inserted", sent: null });
    await model.noKey.invite("Hello", "A key?");
    expect([model.noKey.problem.value, model.noKey.byHand.value]).toEqual([null, null]);
    expect(requests("page.close")).toEqual([{ restore: false }]);
  });
});

it("lets nobody but itself set what it knows", async () => {
  const model = await open();
  const views = (): void => {
    // @ts-expect-error A command decides what follows from it.
    model.closing.value = true;
    // @ts-expect-error The same of each of its parts.
    model.written.text.value = "";
  };
  expect(views).toBeTypeOf("function");
});

describe("a window of its own whose page goes", () => {
  let kept = (): void => {};

  it.each([
    [
      "while what was sent is still being kept",
      () =>
        new Promise((resolve) => {
          kept = () => resolve(ok(null));
        }),
    ],
    ["once it was kept", () => ok(null)],
  ])("closes after Send, and says nothing of a page that is lost: %s", async (_, placed) => {
    ownWindow.is = true;
    answers["draft.placed"] = placed;
    // The line ends before anything is answered on it.
    answers["page.close"] = () => new Promise(() => {});
    const model = await open();
    model.rewrite(TEXT, null);
    model.press(true);
    await pass(100);
    fromPage({ event: "gone" });
    await pass(100);
    kept();
    await pass(100);
    expect(names("draft.placed", "page.close")).toEqual(["draft.placed", "page.close"]);
    expect(ownWindow.closed).toBe(1);
    expect(model.moving.pageGone.value).toBe(false);
  });

  it("keeps the message and says so where nothing was sent", async () => {
    ownWindow.is = true;
    const model = await open();
    model.rewrite(TEXT, null);
    fromPage({ event: "gone" });
    await pass(100);
    expect(model.moving.pageGone.value).toBe(true);
    expect(ownWindow.closed).toBe(0);
    expect(savedText()).toBe(TEXT);
  });
});

describe("the form in which a message leaves", () => {
  const sealed = async (parts: Opening, write: (model: ComposeModel) => void = () => {}): Promise<ComposeModel> => {
    const model = await open({ subjectTaken: true, entityRoom: 1_000_000, ...parts });
    model.written.edited(TEXT);
    model.written.setSubject("Where");
    write(model);
    await pass(2000);
    return model;
  };
  const placed = () => requests("page.insert").at(-1)!;

  beforeEach(async () => {
    await useLanguage("en");
    vi.stubGlobal("Worker", EntityWorker);
  });
  afterEach(() => vi.unstubAllGlobals());

  it("is an entity for those it was sealed to, where the page has room, with a text that says so", async () => {
    const model = await sealed({});
    expect(model.written.leavesAs.value).toBe("compose_as_entity");
    model.press(true);
    await pass(10);
    const to = { from: ME, open: [BOB], hidden: [] };
    expect(placed()).toMatchObject({ entity: { armored: ARMOR, to }, files: [], subject: "[...]", send: to });
    expect(placed().text).not.toContain(TEXT);
  });

  it.each<[string, Opening, (model: ComposeModel) => void]>([
    ["has no such way", { entityRoom: 0 }, () => {}],
    ["does not tell", { entityRoom: undefined as never }, () => {}],
    ["has room for less", { entityRoom: 9000 }, () => {}],
  ])("is a file where the page %s", async (_, parts, write) => {
    const model = await sealed(parts, write);
    expect(model.written.leavesAs.value).toBe("compose_as_file");
    model.press(true);
    await pass(10);
    expect(placed().entity).toBeUndefined();
    expect((placed().files as { name: string }[]).map(({ name }) => name)).toContain("encrypted.asc");
  });

  it("is a file once the page has refused an entity, which is said first", async () => {
    const model = await sealed({});
    answers["page.insert"] = ({ entity }) => (entity ? { is: "entity-refused" } : { is: "inserted", sent: true });
    model.press(true);
    await pass(10);
    expect(model.seal.value).toEqual({ step: "failed", code: "entity-refused" });
    expect(model.written.leavesAs.value).toBe("compose_as_file");
    model.press(true);
    await pass(10);
    expect(placed().entity).toBeUndefined();
    expect(model.seal.value).toMatchObject({ step: "done", sent: true });
  });

  it("is a file beside the own key, which the page's server would drop", async () => {
    answers["identity.public"] = () => ok({ text: "KEY", fileName: "key.asc" });
    answers["page.attach"] = () => ({ is: "attached" });
    const model = await sealed({});
    await model.ownKey.attach();
    expect(model.written.leavesAs.value).toBe("compose_as_file");
  });

  it("is text where nothing but the text is sealed, whatever the page can do", async () => {
    const model = await sealed({}, ({ written }) => written.setInlineOnly(true));
    model.press(true);
    await pass(10);
    expect(model.written.leavesAs.value).toBe("compose_as_text");
    expect(placed()).toMatchObject({ text: ARMOR, files: [] });
    expect(placed().entity).toBeUndefined();
  });
});

/** Writes the entity at once: a real worker is a thread with unpredictable timing. */
class EntityWorker extends EventTarget {
  postMessage(): void {
    const entity = new TextEncoder().encode(TEXT);
    queueMicrotask(() => this.dispatchEvent(new MessageEvent("message", { data: { is: "done", entity } })));
  }
  terminate(): void {}
}
