// @vitest-environment jsdom
import { signal } from "@preact/signals";
import { expect, it, vi } from "vitest";

vi.mock("../../../platform/browser");

import type { ReadState } from "./read-model";
import { tellPage } from "./tell-page";

function told(...states: unknown[]): unknown[] {
  const posted: unknown[] = [];
  const state = signal({ phase: "opening" } as ReadState);
  tellPage({ post: (message) => void posted.push(message) }, state);
  for (const next of states) state.value = next as ReadState;
  return posted;
}
const failing = (code: string) => ({ phase: "failed", failure: { ok: false, code } });

it("says nothing to the page while the message opens", () => {
  expect(told()).toEqual([]);
});

it.each([
  ["held for the user", { phase: "held" }, "shown"],
  ["opened", { phase: "opened" }, "shown"],
  ["locked, as the frame asks the user", failing("locked"), "shown"],
  ["for another key", failing("no-key"), "no-key"],
  ["for somebody without a key", failing("no-identity"), "no-key"],
])("tells a page of a message that is %s", (_, state, as) => {
  expect(told(state)).toEqual([{ event: "pageShown", as }]);
});

it("tells the page of all other failures by one word: what a changed ciphertext did is not for it to know", () => {
  const codes = [
    "damaged",
    "not-authenticated",
    "too-large",
    "too-deep",
    "unsupported",
    "internal",
    "refused",
    "malformed",
  ];
  for (const code of codes) expect(told(failing(code)), code).toEqual([{ event: "pageShown", as: "failed" }]);
});
