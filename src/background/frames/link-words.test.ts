import { beforeEach, describe, expect, it, vi } from "vitest";
import { fakeBrowser, storageArea } from "../../platform/testing/fake-browser";

vi.mock("../../platform/browser");
const browser = fakeBrowser();

const { getPlace, keepPlaces } = await import("./link-words");

const [ONE, TWO, THREE] = ["1", "2", "3"].map((n) => `0b8f7a9e-3c1d-4f5e-8a7b-12345678900${n}`) as [
  string,
  string,
  string,
];

beforeEach(() => {
  browser.storage.session = storageArea();
});

describe("a word in a link", () => {
  it("stands for what it was made for, and for nothing once the browser was started anew", async () => {
    const places = [
      { word: ONE, item: "ada@example.org" },
      { word: TWO, item: "openpgpkey.example.org" },
    ];
    await keepPlaces({ places });
    expect(await getPlace({ word: ONE })).toEqual({ ok: true, value: "ada@example.org" });
    expect(await getPlace({ word: TWO })).toEqual({ ok: true, value: "openpgpkey.example.org" });
    expect(await getPlace({ word: THREE })).toEqual({ ok: true, value: null });
    browser.storage.session = storageArea();
    expect(await getPlace({ word: ONE })).toEqual({ ok: true, value: null });
  });
});
