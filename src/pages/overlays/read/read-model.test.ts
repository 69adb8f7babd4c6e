// From what the page hands over to what the read overlay knows, through a fake page line and a fake background. Answers to
// mail.read come from domain/message/unwrap, as in the extension; only the keys are missing.
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Decrypted, Openers, OpenFailure } from "../../../domain/message/opened";
import { askingUnwrap, type MailRequest } from "../../../domain/message/testing/unwrap";
import { fail, ok, type Result } from "../../../domain/result";
import type { ReadJob, ToOverlay } from "../../../messages/channel";
import type { Listener } from "../frame/connect";

vi.mock("../../../platform/browser");
vi.mock("../../own-file", () => ({}));
const background = vi.hoisted(() => ({
  asked: [] as { name: string; request: Record<string, unknown> }[],
  answer: async (_name: string, _request: unknown): Promise<unknown> => ({ ok: true, value: null }),
}));
vi.mock("../frame/ask", () => ({
  ask: (name: string, request: Record<string, unknown>) => {
    background.asked.push({ name, request });
    return background.answer(name, request);
  },
}));

const { createReadModel, openableIn } = await import("./read-model");

const BOB = "bob@b.example";
const SIGNER = { fingerprint: "a".repeat(40), name: "Bob", address: BOB, verifiedAt: null };
const KNOWN: Decrypted["signature"] = { state: "known", signer: SIGNER, signedAt: 0 };
const ARMOR = "-----BEGIN PGP MESSAGE-----\n\nhF4D\n-----END PGP MESSAGE-----\n";
const SIGNED = `Content-Type: multipart/signed; protocol="application/pgp-signature"; boundary=s

--s
Content-Type: text/plain; hp="cipher"
Subject: The real one

inside
--s
Content-Type: application/pgp-signature

-----BEGIN PGP SIGNATURE-----
--s--
`;
const SEALED = `From: ${BOB}
Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=o

--o
Content-Type: application/pgp-encrypted

Version: 1
--o
Content-Type: application/octet-stream; name=encrypted.asc

${ARMOR}
--o--
`;
const withFile = (type: string, name: string): string =>
  `From: ${BOB}\nContent-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: text/plain\n\nsee\n--m\nContent-Type: ${type}; name=${name}\n\n${ARMOR}\n--m--\n`;

const octets = (text: string): Uint8Array => new TextEncoder().encode(text.replaceAll("\n", "\r\n"));
const layer = (more: Partial<Decrypted>): Decrypted => ({
  text: null,
  guessed: false,
  entity: null,
  unprotected: false,
  mine: [],
  sealed: true,
  readers: [],
  signature: { state: "none" },
  facts: { sealed: true, modern: false, signature: more.signature?.state ?? "none", participants: [] },
  ...more,
});

type Layer = Result<Decrypted, OpenFailure>;
let decrypt: (request: Parameters<Openers["decrypt"]>[0]) => Promise<Layer>;
let others: Record<string, unknown>;

beforeEach(() => {
  decrypt = async ({ as }) =>
    as === "text" ? ok(layer({ text: "hello", signature: KNOWN })) : ok(layer({ entity: octets(SIGNED) }));
  others = {};
  background.asked = [];
  background.answer = async (name, request) => {
    const verify = async (): Promise<Layer> => ok(layer({ sealed: false, signature: KNOWN }));
    if (name === "mail.read")
      return askingUnwrap({ decrypt: (one) => decrypt(one), verify })(name, request as MailRequest);
    return name in others ? others[name] : ok(null);
  };
});

interface Page {
  readonly source?: string;
  readonly header?: string;
  readonly reply?: string;
}

function opening(content: ReadJob["content"], page: Page = {}, more: Partial<ReadJob> = {}) {
  const posted: unknown[] = [];
  const replied: unknown[] = [];
  const listeners: Listener[] = [];
  const given = (text: string | undefined) => ({ is: "given", value: text === undefined ? null : octets(text) });
  const ask = async (name: string, request: unknown): Promise<unknown> => {
    if (name === "source") return given(page.source);
    if (name === "header") return { is: "given", value: page.header ?? null };
    if (name !== "reply") return given(undefined);
    replied.push(request);
    return { is: page.reply ?? "begun" };
  };
  const job: ReadJob = {
    kind: "read",
    place: "https://mail.example",
    account: "me@a.example",
    dark: false,
    content,
    files: [],
    hasSource: page.source !== undefined,
    messageKey: null,
    threadKey: null,
    alone: true,
    from: { address: BOB, name: "Bob" },
    to: ["me@a.example"],
    date: null,
    canReply: true,
    canForward: true,
    namesOnly: false,
    ...more,
  };
  const settings = { wkd: false, keyServers: [] };
  const session = {
    ...{ job, page: { ask }, settings, identities: [] },
    post: (event: unknown) => void posted.push(event),
    listen: (heard: Listener) => void listeners.push(heard),
  };
  const model = createReadModel(session as unknown as Parameters<typeof createReadModel>[0]);
  const status = () => (model.state.value.phase === "opened" ? model.state.value.opened.signature.state : null);
  const hear = (message: ToOverlay): void => {
    for (const heard of listeners) heard(message);
  };
  return { model, posted, replied, status, hear };
}

/** After one turn the path is settled, as the page gives no header. */
const settled = () => new Promise((next) => setTimeout(next));
const names = (): string[] => background.asked.map(({ name }) => name);
const asked = (name: string) => background.asked.filter((one) => one.name === name).map(({ request }) => request);
const TEXT = { form: "armored", kind: "message", armored: ARMOR } as const;
const FILES = { form: "files" } as const;
const WORDS = { lead: "Bob wrote:", opening: "" };

describe("one message is one call", () => {
  it("where it is sealed with a signature inside, and a second one asks for what is kept of it", async () => {
    const { model, status } = opening(FILES, { source: SEALED }, { messageKey: "m1" });
    await model.open();
    expect(status()).toBe("known");
    expect(names().filter((name) => name !== "verdict.note")).toEqual(["verdict.known", "mail.read"]);
  });

  it("with everything in it that was asked for layer by layer", async () => {
    const { model } = opening(FILES, { source: SEALED });
    await model.open();
    expect(names()).toEqual(["mail.read"]);
    expect(model.state.value).toMatchObject({
      phase: "opened",
      opened: { sealed: true, signature: { state: "known" }, facts: { signature: "known" } },
      shown: { text: "inside", headers: { subject: "The real one" } },
      addressed: [],
      claimed: null,
    });
    expect(model.index.value).not.toBeNull();
  });

  it("and none at all with the content of a clear one, whatever hangs on it", async () => {
    const { model } = opening(FILES, { source: withFile("application/octet-stream", "plan.pdf.pgp") });
    await model.open();
    expect(names()).toEqual(["index.clear"]);
  });
});

describe("the claims of a message", () => {
  it("are the page's, and of its source's header what is said there", async () => {
    const { model } = opening(TEXT, { header: `From: eve@e.example\r\nDate: Thu, 1 Jan 1970 00:00:07 +0000\r\n` });
    await model.open();
    await vi.waitFor(() => expect(asked("mail.read")).toHaveLength(2));
    const [first, second] = asked("mail.read") as { claims: object }[];
    expect(first!.claims).toEqual({ from: BOB, to: ["me@a.example"], date: null, account: "me@a.example" });
    expect(second!.claims).toMatchObject({
      from: BOB,
      sourceFrom: ["eve@e.example"],
      sourceDate: 7000,
      vouched: false,
    });
  });

  it("are nobody's for what hangs on it", async () => {
    const { model } = opening(FILES, { source: withFile("application/octet-stream", "plan.pdf.pgp") });
    await model.open();
    const { state } = model;
    if (state.value.phase !== "clear") throw new Error(state.value.phase);
    const [file] = openableIn(state.value.shown);
    await model.look(file!, state.value.shown.attachments);
    const [request] = asked("mail.read") as { claims: object; work: { clicks: number } }[];
    expect(request!.claims).toEqual({ from: null, to: [], date: null, account: "me@a.example" });
    expect(request!.work.clicks).toBe(1);
  });
});

describe("a message that is clear as a whole", () => {
  it("offers what can be opened in it", async () => {
    others["index.clear"] = ok({ sealed: false, modern: false, signature: "none", participants: [] });
    const { model, posted } = opening(FILES, { source: withFile("application/octet-stream", "plan.pdf.pgp") });
    await model.open();
    expect(model.state.value).toMatchObject({ phase: "clear", facts: { sealed: false } });
    expect(model.state.value.phase === "clear" && openableIn(model.state.value.shown)).toHaveLength(1);
    expect(posted).toEqual([]);
  });

  it("is left to the page where there is nothing to open", async () => {
    const { model, posted } = opening(FILES, { source: withFile("application/pdf", "plan.pdf") });
    await model.open();
    expect(posted).toEqual([{ event: "notSealed" }]);
    expect(model.state.value.phase).toBe("opening");
  });

  it("covers the page's own drawing only where it stands for all of it", async () => {
    const whole = opening(FILES, { source: SEALED });
    await whole.model.open();
    expect(whole.posted).toContainEqual({ event: "wholeShown" });
    const part = opening(TEXT);
    await part.model.open();
    expect(part.posted).not.toContainEqual({ event: "wholeShown" });
  });
});

describe("a message that does not open", () => {
  it("says why with what the reason names, and opens when asked again", async () => {
    const { model, status } = opening(TEXT);
    const open = decrypt;
    decrypt = async () => fail({ code: "locked", fingerprint: "f1" });
    await model.open();
    expect(model.state.value).toEqual({ phase: "failed", failure: fail({ code: "locked", fingerprint: "f1" }) });
    expect(model.index.value).toBeNull();
    decrypt = open;
    await model.open();
    expect(status()).toBe("known");
  });

  it("is cut where the page cut it and has no source", async () => {
    const { model } = opening({ form: "clipped" });
    await model.open();
    expect([model.state.value, names()]).toEqual([{ phase: "clipped" }, []]);
    expect(await model.saveOriginal()).toBe(false);
  });

  it("unprotected is opened only when the user insists, and then nothing of it is kept", async () => {
    const { model, status } = opening(TEXT, {}, { messageKey: "m1" });
    decrypt = async ({ unprotected }) =>
      unprotected
        ? ok(layer({ text: "old", unprotected: true }))
        : fail({ code: "not-authenticated", unprotected: true });
    await model.open();
    expect(model.state.value).toMatchObject({ phase: "failed", failure: { unprotected: true } });
    await model.openUnprotected();
    expect([status(), asked("mail.read").map(({ unprotected }) => unprotected)]).toEqual(["none", [false, true]]);
    await settled();
    expect(names()).not.toContain("verdict.note");
  });
});

it("an answer that comes after a newer one is not shown", async () => {
  const { model, status } = opening(TEXT);
  let answer = (_: Layer): void => {};
  decrypt = () =>
    new Promise((resolve) => {
      answer = resolve;
    });
  const first = model.open();
  await vi.waitFor(() => expect(names()).toContain("mail.read"));
  decrypt = async () => ok(layer({ text: "hello", signature: KNOWN }));
  await model.open();
  answer(ok(layer({ text: "hello", signature: { state: "unknown-key", keyId: "1" } })));
  await first;
  expect(status()).toBe("known");
});

describe("what is kept of a message", () => {
  it.each([
    ["is the verdict on one that stands alone", {}, 1],
    ["is nothing of one beside other words", { alone: false }, 0],
    ["is nothing of one with files beside it", { files: ["a.pdf"] }, 0],
  ])("%s", async (_, more, times) => {
    const { model } = opening(TEXT, {}, { messageKey: "m1", ...more });
    await model.open();
    await settled();
    expect(asked("verdict.note")).toHaveLength(times);
  });
});

describe("what is opened in a message", () => {
  async function inside() {
    const one = opening(FILES, { source: withFile("application/octet-stream", "encrypted.asc") });
    await one.model.open();
    const { state } = one.model;
    if (state.value.phase !== "clear") throw new Error(state.value.phase);
    const { attachments } = state.value.shown;
    return { ...one, look: () => one.model.look(attachments[0]!, attachments) };
  }

  it("has a view and a status of its own", async () => {
    const { model, look, status } = await inside();
    await look();
    expect(model.trail.value).toMatchObject([
      { state: { phase: "opened", opened: { signature: { state: "known" } } } },
    ]);
    expect(status()).toBeNull();
    model.lookBack();
    expect(model.trail.value).toEqual([]);
  });

  it("does not come back once it was closed", async () => {
    const { model, look } = await inside();
    let answer = (_: Layer): void => {};
    decrypt = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const looking = look();
    expect(model.trail.value).toMatchObject([{ state: { phase: "opening" } }]);
    await vi.waitFor(() => expect(names()).toContain("mail.read"));
    model.lookBack();
    answer(ok(layer({ entity: octets(SIGNED) })));
    await looking;
    expect(model.trail.value).toEqual([]);
  });

  it("fails by itself", async () => {
    const { model, look } = await inside();
    decrypt = async () => Promise.reject(new Error("bug"));
    await look();
    expect(model.trail.value).toMatchObject([{ state: { phase: "failed", failure: { code: "internal" } } }]);
    expect(model.state.value.phase).toBe("clear");
  });
});

describe("a file the user brings in the message's place", () => {
  const file = (text: string, name = "message.eml") => new File([octets(text) as BlobPart], name);
  const given = (): { readonly claims: Record<string, unknown>; readonly given: object }[] =>
    asked("mail.read") as never;

  it("is opened in a view of its own, judged by what it says of itself and never by the page, and no verdict is kept", async () => {
    const { model } = opening(FILES, {}, { messageKey: "m1" });
    await model.open();
    expect(model.lacksSource.value).toBe(true);
    expect(await model.openFile(file(SEALED))).toBeNull();
    expect(model.trail.value).toMatchObject([
      { given: { kind: "mail", named: { from: [BOB] } }, state: { phase: "opened" } },
    ]);
    expect(given()[0]).toMatchObject({ given: { forwarded: true }, claims: { from: null, to: [], date: null } });
    await settled();
    expect([model.state.value.phase, model.index.value, asked("verdict.note")]).toEqual(["clear", null, []]);
    model.lookBack();
    expect(model.trail.value).toEqual([]);
  });

  it.each([
    ["a sealed file alone", ARMOR, "sealed"],
    ["a clearsigned text", ARMOR.replace("BEGIN PGP MESSAGE", "BEGIN PGP SIGNED MESSAGE"), "signed"],
  ])("may be %s, which the page says nothing of either", async (_, text, kind) => {
    const { model } = opening({ form: "clipped" });
    await model.open();
    expect(await model.openFile(file(text, "whatever.bin"))).toBeNull();
    expect(model.trail.value).toMatchObject([{ given: { kind, named: null }, state: { phase: "opened" } }]);
    expect(given()[0]!.claims).toEqual({ from: null, to: [], date: null, account: "me@a.example" });
  });

  it("may be a mail with armor in its text, which is opened, or a mail in clear, which is said to be that", async () => {
    const { model } = opening(FILES);
    await model.open();
    await model.openFile(
      file(
        `From: carol@c.example\nDate: Tue, 3 Nov 2026 10:00:00 +0000\n\nSee:\n${ARMOR.replace("hF4D", "hF4D".repeat(8))}`,
      ),
    );
    expect(model.trail.value).toMatchObject([{ state: { phase: "opened" } }]);
    expect(given()[0]!.claims).toMatchObject({ from: "carol@c.example", sourceFrom: ["carol@c.example"] });
    await model.openFile(file("From: carol@c.example\n\nHello"));
    expect(model.trail.value).toMatchObject([
      { given: { named: { from: ["carol@c.example"] } }, state: { phase: "clear" } },
    ]);
    expect(model.trail.value).toHaveLength(1);
  });

  it.each([
    ["not-a-message", new File(["Hello"], "message.eml")],
    ["not-a-message", new File([], "encrypted.asc")],
    ["too-large", Object.defineProperty(new File(["From: x"], "a.eml"), "size", { value: 51 * 1024 * 1024 })],
    [
      "unreadable",
      Object.assign(new File(["From: x"], "a.eml"), { arrayBuffer: () => Promise.reject(new Error("gone")) }),
    ],
  ])("is refused as %s, and what was open stays", async (why, refused) => {
    const { model } = opening(FILES);
    await model.open();
    await model.openFile(file(SEALED));
    expect(await model.openFile(refused)).toBe(why);
    expect(model.trail.value).toMatchObject([{ given: { kind: "mail" } }]);
  });

  it("is asked for only where the page gives no source", async () => {
    const had = opening(FILES, { source: SEALED });
    await had.model.open();
    expect(had.model.lacksSource.value).toBe(false);
    // A page that should give one and did not.
    const failed = opening(FILES, {}, { hasSource: true });
    await failed.model.open();
    expect(failed.model.lacksSource.value).toBe(true);
    const shortened = opening({ form: "clipped" }, {}, { hasSource: true });
    await shortened.model.open();
    expect(shortened.model.lacksSource.value).toBe(true);
    const inText = opening(TEXT, {}, { hasSource: true });
    await inText.model.open();
    expect(inText.model.lacksSource.value).toBe(false);
  });
});

describe("an answer", () => {
  const HEADER = { header: `From: ${BOB}\r\n` };

  it("is a sealed draft first, which the page then opens an editor on", async () => {
    const { model, replied } = opening(TEXT, HEADER);
    await model.open();
    expect(await model.answer("reply", WORDS)).toBe("begun");
    const [saved] = asked("draft.save") as { id: string; entity: Uint8Array }[];
    expect(new TextDecoder().decode(saved!.entity)).toContain("> hello");
    expect(asked("draft.handOver")).toEqual([{ id: saved!.id }]);
    expect(replied).toEqual([{ draftId: saved!.id, how: "reply" }]);
  });

  it("is kept for the next editor where the page has no button for it, and opens in a new mail where there is that", async () => {
    const outcome = async (reply: string) => {
      background.asked = [];
      const { model } = opening(TEXT, { ...HEADER, reply });
      await model.open();
      return model.answer("reply", WORDS);
    };
    expect(await outcome("no-button")).toBe("kept");
    const [saved] = asked("draft.save") as { id: string }[];
    expect([asked("draft.continue"), asked("draft.drop")]).toEqual([[{ id: saved!.id }], []]);
    expect(await outcome("new-mail")).toBe("new-mail");
    expect(asked("draft.continue")).toEqual([]);
    others["draft.continue"] = { ok: false, code: "unreadable" };
    expect(await outcome("no-button")).toBe("failed");
  });

  it("is kept for the next editor, too, where the page was pressed in vain, until another is begun", async () => {
    const { model, hear } = opening(TEXT, HEADER);
    await model.open();
    await model.answer("reply", WORDS);
    hear({ event: "replyFailed", draftId: "d1" });
    await settled();
    expect([asked("draft.continue"), model.notOpened.value]).toEqual([[{ id: "d1" }], true]);
    await model.answer("reply", WORDS);
    expect(model.notOpened.value).toBe(false);
  });

  it("is offered as the page can take it, also when its buttons come later", () => {
    const { model, hear } = opening(TEXT, {}, { canReply: false, canForward: false });
    expect(model.answers.value).toMatchObject({ canReply: false, canForward: false });
    hear({ event: "themeChanged", dark: true });
    expect(model.answers.value).toEqual({ canReply: false, canForward: false });
    hear({ event: "canReply" });
    expect(model.answers.value).toMatchObject({ canReply: true, canForward: true });
  });

  it("quotes nothing of whoever did not sign, before the user says so", async () => {
    decrypt = async () => ok(layer({ text: "hello" }));
    const { model } = opening(TEXT, HEADER);
    await model.open();
    expect([await model.answer("reply", WORDS), asked("draft.save")]).toEqual(["ask", []]);
    expect(await model.answer("reply", WORDS, false)).toBe("begun-unquoted");
    expect(new TextDecoder().decode(asked("draft.save")[0]!.entity as Uint8Array)).not.toContain("hello");
  });

  it.each([
    ["full", "full"],
    ["whose-key", "whose-key"],
    ["unreadable", "failed"],
  ])("whose draft is refused as %s is dropped, and said to be %s", async (code, outcome) => {
    others["draft.save"] = { ok: false, code };
    const { model, replied } = opening(TEXT, HEADER);
    await model.open();
    expect(await model.answer("reply", WORDS)).toBe(outcome);
    expect([asked("draft.drop").length, replied]).toEqual([1, []]);
  });

  it("that the page does not begin has failed, as has one to a message that is not open", async () => {
    const { model } = opening(TEXT, { ...HEADER, reply: "failed" });
    expect(await model.answer("reply", WORDS)).toBe("failed");
    await model.open();
    expect(await model.answer("reply", WORDS)).toBe("failed");
  });
});

it("a sender's key is looked up on the click alone, and the message then read by it", async () => {
  const outcome = { source: "dns", server: "", result: "found" };
  others["recipient.lookup"] = ok({ outcome, state: { state: "first-contact" } });
  decrypt = async () => ok(layer({ text: "hello", signature: { state: "unknown-key", keyId: "1" } }));
  const { model, status } = opening(TEXT);
  await model.open();
  expect([status(), asked("recipient.lookup")]).toEqual(["unknown-key", []]);
  decrypt = async () => ok(layer({ text: "hello", signature: KNOWN }));
  await model.findKey();
  expect(status()).toBe("known");
  expect(model.finding.value).toEqual({ outcomes: [outcome, outcome, outcome] });
});
