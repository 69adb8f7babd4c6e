// A message may carry the key it is signed with in its header, which is noted only after the overlay has started.
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ReadMail } from "../../../domain/message/opened";
import type { Signature } from "../../../domain/trust/signature";
import type { ReadJob } from "../../../messages/channel";

vi.mock("../../../platform/browser");
const background = vi.hoisted(() => ({
  known: false,
  asked: [] as string[],
  opened: (): unknown => null,
  late: Promise.resolve(),
}));
vi.mock("../frame/ask", () => ({
  ask: async (name: string) => {
    background.asked.push(name);
    const value = name === "mail.read" ? background.opened() : null;
    await background.late;
    return { ok: true, value };
  },
}));
vi.mock("../../own-file", () => ({}));

const { createReadModel } = await import("../read/read-model");

const BOB = "bob@b.example";
const WAY =
  "Received: from a.b.example (a.b.example [192.0.2.1]) by mx.example.net with ESMTP id 1;\r\n Tue, 3 Nov 2026 10:00:00 +0000\r\n";
const HEAD = `${WAY}From: ${BOB}\r\nAutocrypt: addr=${BOB}; keydata=AAAA\r\n`;
const BARE = `${WAY}From: ${BOB}\r\n`;
const ARMOR = "-----BEGIN PGP MESSAGE-----\n\nhF4D\n-----END PGP MESSAGE-----\n";

const participants = () => [{ address: BOB, trust: background.known ? ("mail-only" as const) : ("none" as const) }];

function opened(): ReadMail {
  const signer = { fingerprint: "AB", address: BOB, name: "Bob", verifiedAt: null };
  const signature = (
    background.known
      ? { state: "not-checked", signer, signedAt: 0 }
      : { state: "unknown-key", keyId: "0123456789abcdef" }
  ) as Signature;
  const facts = { sealed: true, modern: false, signature: signature.state, participants: participants() };
  const sealed = { unprotected: false, mine: [], sealed: true, readers: [] };
  const content = { is: "text", text: "Hello", guessed: false } as const;
  return { content, opened: { ...sealed, signature, facts }, addressed: null, claimed: null };
}

beforeEach(() => {
  Object.assign(background, { known: false, asked: [], late: Promise.resolve(), opened });
});

const READ: ReadJob = {
  kind: "read",
  place: "https://mail.example",
  account: null,
  dark: false,
  messageKey: null,
  threadKey: null,
  content: { form: "armored", kind: "message", armored: ARMOR },
  files: [],
  hasSource: true,
  alone: true,
  from: { address: BOB, name: "Bob" },
  to: [],
  date: null,
  canReply: true,
  canForward: true,
  namesOnly: false,
};

const count = (name: string): number => background.asked.filter((asked) => asked === name).length;
/** In ms; long enough to load the modules that read a header. */
const PATIENCE = 10_000;
const settled = async () => {
  await import("../read/source-claims");
  await import("./lazy/path-facts");
  await new Promise((next) => setTimeout(next, 20));
};

function reading() {
  let head: (told: string | null) => void = () => {};
  const asked = new Promise<string | null>((resolve) => {
    head = resolve;
  });
  const page = { ask: async (name: string) => ({ is: "given", value: name === "header" ? await asked : null }) };
  const model = createReadModel({
    job: READ,
    page,
    post: () => {},
    listen: () => {},
  } as unknown as Parameters<typeof createReadModel>[0]);
  const signature = () => (model.state.value.phase === "opened" ? model.state.value.opened.signature.state : null);
  return { model, head, signature };
}

describe("a message whose header brings the key it is signed with", () => {
  it("is judged by it once the header is there, without being opened anew by the user", async () => {
    const { model, head, signature } = reading();
    await model.open();
    expect(signature()).toBe("unknown-key");
    background.known = true;
    head(HEAD);
    await vi.waitFor(() => expect(signature()).toBe("not-checked"), PATIENCE);
    expect(model.index.value?.contributions.map(({ reason }) => reason)).toContain("signature_not_checked");
    await settled();
    expect(count("mail.read")).toBe(2);
  });

  it("is judged by it where the header comes while it is opened", async () => {
    const { model, head, signature } = reading();
    let answer = (): void => {};
    background.late = new Promise((resolve) => {
      answer = resolve;
    });
    const opening = model.open();
    await settled();
    background.known = true;
    head(HEAD);
    await settled();
    answer();
    await opening;
    await vi.waitFor(() => expect(signature()).toBe("not-checked"), PATIENCE);
  });

  it.each([
    ["brings none", BARE],
    ["cannot be had", null],
  ])("is not opened again for a header that %s", async (_, told) => {
    const { model, head, signature } = reading();
    await model.open();
    head(told);
    await settled();
    expect([signature(), count("mail.read")]).toEqual(["unknown-key", 1]);
  });

  it("is opened again once, where the key in the header is not the signer's", async () => {
    const { model, head, signature } = reading();
    await model.open();
    head(HEAD);
    await settled();
    expect([signature(), count("mail.read")]).toEqual(["unknown-key", 2]);
  });
});
