import { beforeEach, describe, expect, it, vi } from "vitest";
import { fakeBrowser } from "./testing/fake-browser";
import { bringToFront, openWindow } from "./windows";

vi.mock("./browser");
const windows = {
  create: vi.fn(async (_: object): Promise<object> => ({ id: 7 })),
  update: vi.fn(async (..._: unknown[]): Promise<object> => ({})),
};
const browser = fakeBrowser({ windows, tabs: { update: vi.fn(async (..._: unknown[]) => ({})) } });

beforeEach(() => {
  vi.clearAllMocks();
  Object.assign(browser, { windows });
});

describe("a window", () => {
  it("is opened as wanted", async () => {
    expect(await openWindow({ url: "a.html", type: "popup" })).toEqual({ id: 7 });
    expect(windows.create).toHaveBeenCalledExactlyOnceWith({ url: "a.html", type: "popup" });
  });

  it("is none where the browser refuses it, or has no windows at all", async () => {
    windows.create.mockRejectedValueOnce(new Error("out of bounds"));
    expect(await openWindow({})).toBeNull();
    Object.assign(browser, { windows: undefined });
    expect(await openWindow({})).toBeNull();
  });
});

describe("a tab", () => {
  it("comes to the front with its window", async () => {
    await bringToFront({ id: 3, windowId: 7 });
    expect(browser.tabs.update).toHaveBeenCalledExactlyOnceWith(3, { active: true });
    expect(windows.update).toHaveBeenCalledExactlyOnceWith(7, { focused: true });
  });

  it("comes to the front where its window is not known, refuses, or where there are none", async () => {
    await bringToFront({ id: 3, windowId: undefined });
    expect(windows.update).not.toHaveBeenCalled();
    windows.update.mockRejectedValueOnce(new Error("gone"));
    await bringToFront({ id: 4, windowId: 7 });
    Object.assign(browser, { windows: undefined });
    await bringToFront({ id: 5, windowId: 7 });
    expect(browser.tabs.update.mock.calls.map(([id]) => id)).toEqual([3, 4, 5]);
  });

  it("that is gone is told", async () => {
    browser.tabs.update.mockRejectedValueOnce(new Error("no tab"));
    await expect(bringToFront({ id: 3, windowId: 7 })).rejects.toThrow("no tab");
  });
});
