import { expect, it, vi } from "vitest";

const runtime = vi.hoisted(() => ({ id: "cachet", sendMessage: vi.fn<(message: unknown) => Promise<unknown>>() }));
vi.mock("../../platform/browser", () => ({ default: { runtime } }));
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
