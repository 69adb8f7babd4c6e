import { beforeEach, expect, it, vi } from "vitest";
import { draftFromEntity } from "../../../../domain/mime/draft";
import { fail, ok } from "../../../../domain/result";
import type { ComposeJob } from "../../../../messages/channel";
import { fakeBrowser } from "../../../../platform/testing/fake-browser";
import { createWritten } from "./composition";
import { createDraftKeeping } from "./draft";

type Listener = (message: unknown, sender: { id?: string; tab?: unknown }, reply: (answer: unknown) => void) => void;
const listeners = vi.hoisted(() => [] as Listener[]);
vi.mock("../../../../platform/browser");
fakeBrowser({ runtime: { id: "cachet", onMessage: { addListener: (one: Listener) => void listeners.push(one) } } });

/** The store of the background, as far as the contract tells of it. */
interface Row {
  entity: Uint8Array;
  files: string[];
  holder?: string;
  leftAt?: number | null;
}
const drafts = new Map<string, Row>();
const contents = new Map<string, Uint8Array>();
const asked: string[] = [];
let full = false;

const answers: Record<string, (request: never) => unknown> = {
  "draft.save": ({ id, entity, files, holder }: Row & { id: string }) => {
    if (full) return fail("full");
    const before = drafts.get(id);
    if (before?.holder !== undefined && before.holder !== holder) return fail("taken");
    drafts.set(id, { entity, files, holder });
    return ok({ savedAt: 7, missing: files.filter((file) => !contents.has(file)) });
  },
  "draft.saveFile": ({ file, bytes }: { file: string; bytes: Uint8Array }) => {
    if (full) return fail("full");
    contents.set(file, bytes);
    return ok(null);
  },
  "draft.load": ({ id, holder }: Row & { id: string }) => {
    const row = drafts.get(id);
    if (!row) return fail("gone");
    row.holder = holder;
    const files = row.files.map((file) => (contents.has(file) ? file : null));
    return ok({ id, entity: row.entity, files, savedAt: 7, leftAt: row.leftAt ?? null });
  },
  "draft.loadFile": ({ file }: { file: string }) => ok({ bytes: contents.get(file)! }),
  "draft.drop": ({ id, holder }: Row & { id: string }) => {
    if (drafts.get(id)?.holder === holder) drafts.delete(id);
    return ok(null);
  },
  "draft.state": ({ id, holder }: Row & { id: string }) => {
    const row = drafts.get(id);
    return ok(!row ? "gone" : row.holder === holder ? "here" : "taken");
  },
  "draft.leaving": ({ id, at }: { id: string; at: number | null }) => {
    Object.assign(drafts.get(id) ?? {}, { leftAt: at });
    return ok(null);
  },
  "draft.placed": ({ id }: { id: string }) => {
    drafts.delete(id);
    return ok(null);
  },
};
vi.mock("../../frame/ask", () => ({
  ask: async (name: string, request: never) => {
    asked.push(name);
    await new Promise((later) => setTimeout(later, 1));
    return answers[name]!(request);
  },
}));

const job = { draftId: null, place: "https://mail.example", composeKey: null, account: "a@example.org" } as ComposeJob;
const speaking = { named: () => ({ from: "a@example.org" }) };
const nobody = { to: [], cc: [], bcc: [], unreadable: [] };
const bob = { address: "bob@example.org", name: "Bob" };

function writing() {
  const written = createWritten({ subject: "Plans", subjectTaken: true }, () => {});
  const recipients = { ...nobody, to: [bob] };
  return {
    written,
    keeping: createDraftKeeping({ job, speaking, written, recipients: () => recipients, stated: () => true }),
  };
}
const only = (): [string, Row] => [...drafts][0]!;

beforeEach(() => {
  drafts.clear();
  contents.clear();
  asked.length = 0;
  listeners.length = 0;
  full = false;
});

it("keeps the whole mail and brings it back, each file written once however often the text changes", async () => {
  const { written, keeping } = writing();
  written.edited("Dear Bob");
  written.attach([new File(["one"], "Gehälter.txt", { type: "text/plain" }), new File(["two"], "b.bin")]);
  expect(await keeping.save()).toBe(true);
  written.edited("Dear Bob,");
  expect(await keeping.save()).toBe(true);
  expect(asked.filter((name) => name === "draft.saveFile")).toHaveLength(2);
  expect(draftFromEntity(only()[1].entity)).toMatchObject({ text: "Dear Bob,", subject: "Plans", to: [bob] });

  const again = writing();
  const kept = await again.keeping.load(only()[0]);
  if (typeof kept === "string") throw new Error(kept);
  expect(kept).toMatchObject({ text: "Dear Bob,", html: null, subject: "Plans", lost: [] });
  expect(await Promise.all(kept.files.map(async (file) => [file.name, await file.text()]))).toEqual([
    ["Gehälter.txt", "one"],
    ["b.bin", "two"],
  ]);
  again.keeping.take(kept);
  again.written.attach(kept.files);
  asked.length = 0;
  expect(await again.keeping.save()).toBe(true);
  expect(asked).toEqual(["draft.save"]);
  expect(drafts.size).toBe(1);
});

it("says that the disk is full, and saves all of it once there is room", async () => {
  const { written, keeping } = writing();
  written.attach([new File(["one"], "a.txt")]);
  full = true;
  expect(await keeping.save()).toBe(false);
  expect(keeping.status.value).toEqual({ is: "failing", code: "full" });
  full = false;
  expect(await keeping.save()).toBe(true);
  expect(keeping.status.value).toEqual({ is: "sealed", at: 7 });
  expect(contents.size).toBe(1);
});

it("keeps the rest and says so when a file can no longer be read, and does not ask for ever", async () => {
  const { written, keeping } = writing();
  const gone = new File(["one"], "a.txt");
  gone.arrayBuffer = () => Promise.reject(new DOMException("moved", "NotReadableError"));
  written.edited("Dear Bob");
  written.attach([gone]);
  expect(await keeping.save()).toBe(true);
  expect(keeping.status.value).toEqual({ is: "failing", code: "file-unreadable" });
  const kept = await keeping.load(only()[0]);
  expect(kept).toMatchObject({ text: "Dear Bob", files: [], lost: ["a.txt"] });
});

it("sends a file once when two saves run at the same time", async () => {
  const { written, keeping } = writing();
  written.attach([new File(["one"], "a.txt")]);
  await Promise.all([keeping.save(), keeping.save()]);
  expect(asked.filter((name) => name === "draft.saveFile")).toHaveLength(1);
});

it("does not come back to life by a save that was under way when it was dropped", async () => {
  const { written, keeping } = writing();
  written.edited("Dear Bob");
  await keeping.save();
  const late = keeping.save();
  await keeping.drop();
  await late;
  expect(drafts.size).toBe(0);
});

it("is called sealed only when every file is in it", async () => {
  const { written, keeping } = writing();
  written.edited("Dear Bob");
  await keeping.save();
  expect(keeping.status.value.is).toBe("sealed");
  written.attach([new File(["one"], "a.txt")]);
  expect(keeping.status.value.is).toBe("sealing");
  await keeping.save();
  expect(keeping.status.value.is).toBe("sealed");
  full = true;
  written.attach([new File(["two"], "b.txt")]);
  await keeping.save();
  expect(keeping.status.value).toEqual({ is: "failing", code: "full" });

  full = false;
  const again = writing();
  const kept = await again.keeping.load(only()[0]);
  if (typeof kept === "string") throw new Error(kept);
  again.keeping.take(kept);
  again.written.attach(kept.files);
  expect(again.keeping.status.value.is).toBe("sealed");
});

const own = { id: "cachet" };
/** What the background says to the overlay that writes the only draft. */
function news(is: string, more: Partial<Record<"draft" | "holder", string>> = {}, sender: object = own): unknown[] {
  const [draft, { holder }] = only();
  const answers: unknown[] = [];
  for (const hear of [...listeners])
    hear({ draft, holder, is, ...more }, sender, (answer) => void answers.push(answer));
  return answers;
}
const settled = () => new Promise((later) => setTimeout(later, 20));
async function written(text: string) {
  const made = writing();
  made.written.edited(text);
  await made.keeping.save();
  return made;
}

it("answers for its own draft alone, to the background alone, as long as it writes it", async () => {
  const { keeping } = await written("Dear Bob");
  await written("Dear Eve");
  expect(news("held")).toEqual([true]);
  expect(news("held", { holder: "another" })).toEqual([]);
  expect(news("held", { draft: "another" })).toEqual([]);
  expect(news("held", {}, { id: "cachet", tab: { id: 3 } })).toEqual([]);
  expect(news("held", {}, { id: "stranger" })).toEqual([]);
  const [draft, { holder }] = only();
  await keeping.drop();
  expect(news("held", { draft, ...(holder ? { holder } : {}) })).toEqual([]);
});

it("is written anew when it was deleted elsewhere, its files too, and never when it was deleted here", async () => {
  const { written: first, keeping } = await written("Dear Bob");
  first.attach([new File(["one"], "a.txt")]);
  await keeping.save();
  const [id] = only();
  const told = { draft: id, holder: only()[1].holder!, is: "dropped" };
  drafts.clear();
  contents.clear();
  for (const hear of listeners) hear(told, own, () => {});
  await settled();
  expect(draftFromEntity(drafts.get(id)!.entity)!.text).toBe("Dear Bob");
  expect(contents.size).toBe(1);
  expect(keeping.status.value.is).toBe("sealed");

  await keeping.drop();
  for (const hear of listeners) hear(told, own, () => {});
  await settled();
  expect(drafts.size).toBe(0);
});

it("seals its last words at once when the background is about to begin anew", async () => {
  const { written: first } = await written("Dear Bob");
  first.edited("Dear Bob, the key");
  news("renewing");
  await settled();
  expect(draftFromEntity(only()[1].entity)!.text).toBe("Dear Bob, the key");
});

it("notices by itself what nobody could tell it: a draft that is gone, one that another window has", async () => {
  const { keeping } = await written("Dear Bob");
  const [id] = only();
  await keeping.check();
  expect(asked).toEqual(["draft.save", "draft.state"]);
  drafts.clear();
  await keeping.check();
  expect(drafts.has(id)).toBe(true);
  drafts.get(id)!.holder = "another";
  await keeping.check();
  expect(keeping.status.value).toEqual({ is: "taken" });
});

it("never writes over what another window has gone on with: what is written here becomes a draft of its own", async () => {
  const { written: first, keeping } = await written("Dear Bob");
  first.attach([new File(["one"], "a.txt")]);
  await keeping.save();
  const [id] = only();
  const second = writing();
  const kept = await second.keeping.load(id);
  if (typeof kept === "string") throw new Error(kept);
  second.keeping.take(kept);
  for (const hear of listeners) hear({ draft: id, holder: "someone", is: "taken" }, own, () => {});
  expect(keeping.status.value.is).toBe("sealed");

  second.written.edited("Dear Bob, as you know");
  await second.keeping.save();
  first.edited("Dear Bob, but");
  await keeping.save();
  expect(keeping.status.value.is).toBe("sealed");
  expect(keeping.id()).not.toBe(id);
  expect([...drafts.values()].map(({ entity }) => draftFromEntity(entity)!.text).sort()).toEqual([
    "Dear Bob, as you know",
    "Dear Bob, but",
  ]);
  // Each has the file under a name of its own, so that neither takes it from the other.
  expect(contents.size).toBe(2);
  await keeping.drop();
  expect([...drafts.keys()]).toEqual([id]);
});

it("says that it was taken, and then neither drops nor sends what is the other window's", async () => {
  const { keeping } = await written("Dear Bob");
  const [id] = only();
  news("taken");
  drafts.get(id)!.holder = "another";
  expect(keeping.status.value).toEqual({ is: "taken" });
  await keeping.leaving(true);
  expect(keeping.id()).not.toBe(id);
  expect(drafts.get(id)).not.toHaveProperty("leftAt");
  expect(drafts.get(keeping.id())!.leftAt).toBeTypeOf("number");
  await keeping.drop();
  expect([...drafts.keys()]).toEqual([id]);
});

it("notes that it may be out before it is, and takes back no more than its own note", async () => {
  const { keeping } = await written("Dear Bob");
  const row = () => only()[1];
  await keeping.leaving(true);
  expect(row().leftAt).toBeGreaterThan(0);
  await keeping.leaving(false);
  expect(row().leftAt).toBeNull();

  row().leftAt = 5;
  const again = writing();
  const kept = await again.keeping.load(only()[0]);
  if (typeof kept === "string") throw new Error(kept);
  again.keeping.take(kept);
  expect(again.keeping.leftAt.value).toBe(5);
  await again.keeping.leaving(true);
  await again.keeping.leaving(false);
  expect(row().leftAt).toBe(5);
});

it.each<[string, (id: string, keeping: ReturnType<typeof writing>["keeping"]) => Promise<unknown>]>([
  [
    "deleted elsewhere",
    async (id) => {
      const told = { draft: id, holder: drafts.get(id)!.holder!, is: "dropped" };
      drafts.delete(id);
      for (const hear of listeners) hear(told, own, () => {});
    },
  ],
  [
    "found gone by the next look",
    async (id, keeping) => {
      drafts.delete(id);
      await keeping.check();
    },
  ],
  [
    "parted from the one another window has",
    async (id, keeping) => {
      drafts.get(id)!.holder = "another";
      await keeping.save();
    },
  ],
])("what may be out is told to be so when it is kept anew: %s", async (_, lost) => {
  await written("Dear Bob");
  const [id, row] = only();
  row.leftAt = 5;
  const { keeping } = writing();
  const kept = await keeping.load(id);
  if (typeof kept === "string") throw new Error(kept);
  keeping.take(kept);
  await lost(id, keeping);
  await vi.waitFor(() => expect(drafts.get(keeping.id())).toMatchObject({ leftAt: 5 }));
});
