import "fake-indexeddb/auto";
import { beforeEach, expect, it, vi } from "vitest";
import { fakeBrowser, storageArea } from "../../platform/testing/fake-browser";

vi.mock("../../platform/browser");
const browser = fakeBrowser();

const { keptKeys, noteInHint, noteKeys, putHintAway, readHint } = await import("./hint");
const { database } = await import("../store/database");

const key = (letter: string) => ({ fingerprint: letter.repeat(40), addresses: [`${letter}@example.org`] });

beforeEach(async () => {
  browser.storage.local = storageArea();
  await database.identities.clear();
});

it("keeps what several note in it at once", async () => {
  await database.identities.add(key("a") as never);
  await Promise.all([noteKeys(), noteInHint({ people: 4 }), noteInHint({ back: 2 }), noteInHint({ gone: 7 })]);
  expect(await readHint()).toMatchObject({ people: 4, back: 2, gone: 7, keys: [{ id: expect.any(String) }] });
});

it("does not put away what comes in at the same moment", async () => {
  await noteInHint({ people: 1, lost: 5 });
  await Promise.all([putHintAway("told"), noteInHint({ people: 2, gone: 9 })]);
  expect(await readHint()).toMatchObject({ people: 2, lost: null, gone: 9 });
});

it("keeps a key that is noted while another is deleted", async () => {
  const [first, second] = [key("a"), key("b")];
  await database.identities.bulkAdd([first, second] as never);
  await noteKeys();
  await database.identities.delete(first.fingerprint);
  await Promise.all([noteKeys([first.fingerprint]), noteInHint({ renewed: 3 })]);
  expect((await readHint()).keys).toHaveLength(1);
  expect(await keptKeys()).toMatchObject({ missing: [], renewed: 3 });
});
