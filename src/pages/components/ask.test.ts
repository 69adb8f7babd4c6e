import { expect, expectTypeOf, it, vi } from "vitest";
import type { Answers, CallName } from "../../messages/calls";
import { fakeBrowser } from "../../platform/testing/fake-browser";
import type { AskCode } from "./ask";

vi.mock("../../platform/browser");
const { runtime } = fakeBrowser({
  runtime: { id: "cachet", sendMessage: vi.fn<(message: unknown) => Promise<unknown>>() },
});
vi.mock("../../platform/build", () => ({ BUILD: "33334444" }));
const { ask, failureWord } = await import("./ask");

it.each([
  ["of another build", { ok: false, code: "other-build" }, "error_other_build"],
  ["from before builds were marked", { ok: false, code: "malformed" }, "error_other_build"],
  ["of this build, which cannot use it", { ok: false, code: "malformed", mark: "33334444/" }, "error_malformed"],
])("a page names the reason that a background %s has", async (_, answer, word) => {
  runtime.sendMessage.mockResolvedValue(answer);
  const given = await ask("settings.get", {});
  expect(given.ok ? null : failureWord(given.code, {})).toBe(word);
});

it("no call fails by a code that any call may answer, so that each code means one thing", () => {
  type CodeOfCall = { [N in CallName]: Extract<Answers[N], { ok: false }>["code"] }[CallName];
  // "full" is the exception: it means a full disk, whichever part reports it.
  type Shared = Exclude<AskCode, "full">;
  expectTypeOf<Extract<CodeOfCall, Shared>>().toBeNever();
});
