import { beforeEach, describe, expect, it, vi } from "vitest";
import { fakeBrowser } from "../platform/testing/fake-browser";
import { call, ExtensionGone } from "./call";

vi.mock("../platform/browser");
const { runtime } = fakeBrowser({ runtime: { id: "cachet" as string | undefined, sendMessage: vi.fn() } });

const DIED = new Error("The message port closed before a response was received.");
const ANSWER = { ok: true, value: [] };

beforeEach(() => {
  runtime.id = "cachet";
  runtime.sendMessage.mockReset();
});

describe("call", () => {
  it("sends name and request and returns the answer", async () => {
    runtime.sendMessage.mockResolvedValue(ANSWER);
    expect(await call("identity.list", {})).toBe(ANSWER);
    expect(runtime.sendMessage).toHaveBeenCalledExactlyOnceWith({ call: "identity.list", request: {} });
  });

  it("asks once more when the worker was killed in the middle", async () => {
    runtime.sendMessage.mockRejectedValueOnce(DIED).mockResolvedValue(ANSWER);
    expect(await call("identity.list", {})).toBe(ANSWER);
    expect(runtime.sendMessage).toHaveBeenCalledTimes(2);
  });

  it("asks once more when nobody answered", async () => {
    runtime.sendMessage.mockResolvedValueOnce(undefined).mockResolvedValue(ANSWER);
    expect(await call("identity.list", {})).toBe(ANSWER);
  });

  it("gives up after the second death", async () => {
    runtime.sendMessage.mockRejectedValue(DIED);
    await expect(call("identity.list", {})).rejects.toBe(DIED);
    expect(runtime.sendMessage).toHaveBeenCalledTimes(2);
  });

  it("does not repeat what failed for another reason", async () => {
    const other = new Error("Could not serialize message");
    runtime.sendMessage.mockRejectedValue(other);
    await expect(call("identity.list", {})).rejects.toBe(other);
    expect(runtime.sendMessage).toHaveBeenCalledTimes(1);
  });

  it("says that the extension is gone once it was reloaded under this document", async () => {
    runtime.sendMessage.mockImplementation(async () => {
      runtime.id = undefined;
      throw new Error("Extension context invalidated.");
    });
    await expect(call("identity.list", {})).rejects.toBeInstanceOf(ExtensionGone);
  });
});
