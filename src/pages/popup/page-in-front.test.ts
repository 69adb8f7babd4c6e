import { beforeEach, describe, expect, it, vi } from "vitest";
import { fakeBrowser } from "../../platform/testing/fake-browser";

const ask = vi.fn();
vi.mock("../../platform/browser");
const { tabs } = fakeBrowser({ tabs: { query: vi.fn(), sendMessage: vi.fn() } });
vi.mock("../components/ask", () => ({ ask }));
const { lookAtPage } = await import("./page-in-front");

const state = {
  site: "gmail",
  health: "fine",
  missing: [],
  account: null,
  abilities: {},
};
const front = (url: string | undefined) => tabs.query.mockResolvedValue([{ id: 7, url }]);

describe("the page in front", () => {
  beforeEach(() => {
    tabs.sendMessage.mockReset().mockRejectedValue(new Error("Receiving end does not exist"));
    ask.mockReset().mockResolvedValue({ ok: true, value: [{ origin: "https://other.example.org", builtIn: false }] });
  });

  it("is on when our script answers in its top frame", async () => {
    front("https://mail.google.com/mail/u/0/");
    tabs.sendMessage.mockResolvedValue(state);
    expect(await lookAtPage()).toEqual({ kind: "on", tabId: 7, host: "mail.google.com", state });
    expect(tabs.sendMessage).toHaveBeenCalledWith(7, { ask: "page-state" }, { frameId: 0 });
  });

  it("is off when nothing answers and the site was never enabled", async () => {
    front("https://mail.example.org:8443/x");
    expect(await lookAtPage()).toEqual({
      kind: "off",
      tabId: 7,
      host: "mail.example.org:8443",
      origin: "https://mail.example.org:8443",
    });
  });

  it.each(["full", "unreadable", "internal"])(
    "is not off where it could not be read what is enabled: %s",
    async (code) => {
      front("https://mail.example.org:8443/x");
      ask.mockResolvedValue({ ok: false, code });
      expect(await lookAtPage()).toEqual({ kind: "unread", host: "mail.example.org:8443", code });
    },
  );

  it("is asleep when the site is enabled and nothing answers", async () => {
    front("https://mail.example.org/");
    ask.mockResolvedValue({ ok: true, value: [{ origin: "https://mail.example.org", builtIn: false }] });
    expect(await lookAtPage()).toMatchObject({ kind: "asleep", host: "mail.example.org" });
  });

  it("needs https", async () => {
    front("http://mail.example.org/");
    expect(await lookAtPage()).toEqual({ kind: "http", host: "mail.example.org" });
    expect(tabs.sendMessage).not.toHaveBeenCalled();
  });

  it.each([undefined, "chrome://extensions/", "file:///etc/hosts", "about:blank"])(
    "is nothing to us at %j",
    async (url) => {
      front(url);
      expect(await lookAtPage()).toEqual({ kind: "none" });
    },
  );
});
