import { beforeEach, expect, it, vi } from "vitest";
import { draftFromEntity } from "../../../domain/mime/draft";
import { fail, ok } from "../../../domain/result";
import type { ComposeJob } from "../../../messages/channel";
import { createDraftKeeping } from "./draft-keeping";
import { createWritten } from "./written";

/** The store of the background, as far as the contract tells of it. */
interface Row {
  entity: Uint8Array;
  files: string[];
}
const drafts = new Map<string, Row>();
const contents = new Map<string, Uint8Array>();
const asked: string[] = [];
let full = false;

const answers: Record<string, (request: never) => unknown> = {
  "draft.save": ({ id, entity, files }: Row & { id: string }) => {
    if (full) return fail("full");
    drafts.set(id, { entity, files });
    return ok({ savedAt: 7, missing: files.filter((file) => !contents.has(file)) });
  },
  "draft.saveFile": ({ file, bytes }: { file: string; bytes: Uint8Array }) => {
    if (full) return fail("full");
    contents.set(file, bytes);
    return ok(null);
  },
  "draft.load": ({ id }: { id: string }) => {
    const row = drafts.get(id);
    if (!row) return fail("gone");
    const files = row.files.map((file) => (contents.has(file) ? file : null));
    return ok({ id, entity: row.entity, files, savedAt: 7 });
  },
  "draft.loadFile": ({ file }: { file: string }) => ok({ bytes: contents.get(file)! }),
  "draft.drop": ({ id }: { id: string }) => {
    drafts.delete(id);
    return ok(null);
  },
};
vi.mock("../ask", () => ({
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
  return { written, keeping: createDraftKeeping({ job, speaking, written, recipients: () => recipients }) };
}
const only = (): [string, Row] => [...drafts][0]!;

beforeEach(() => {
  drafts.clear();
  contents.clear();
  asked.length = 0;
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
