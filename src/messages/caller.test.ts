import { describe, expect, it } from "vitest";
import type { Runtime } from "webextension-polyfill";
import { callerOf } from "./caller";

const OWN = "chrome-extension://cachet";
const tab = { id: 1 } as Runtime.MessageSender["tab"];
const who = (sender: Runtime.MessageSender) => callerOf({ id: "cachet", ...sender }, "cachet", OWN);

describe("callerOf", () => {
  it.each([
    ["a web page's content script", { url: "https://mail.example/", tab }, "content"],
    ["an overlay in a tab", { url: `${OWN}/pages/overlays/compose/index.html#t`, tab }, "overlay"],
    ["the popup", { url: `${OWN}/pages/popup/index.html` }, "page"],
    ["the options page in a tab", { url: `${OWN}/pages/options/index.html`, tab }, "page"],
  ] as const)("knows %s", (_, sender, caller) => {
    expect(who(sender)).toBe(caller);
  });

  it.each([
    ["a plain http page", { url: "http://mail.example/", tab }],
    ["a local file", { url: "file:///home/a.html", tab }],
    ["a data URL", { url: "data:text/html,x", tab }],
    ["a page without a tab", { url: "https://mail.example/" }],
    ["an overlay outside any tab", { url: `${OWN}/pages/overlays/read/index.html` }],
    ["our own worker", { url: `${OWN}/background.js` }],
    ["a host that begins like ours", { url: `${OWN}.evil.example/pages/options/index.html`, tab }],
    ["a path that only looks like ours", { url: "https://evil.example/pages/options/index.html" }],
    ["something without a URL", { tab }],
    ["something that is no URL", { url: "nonsense", tab }],
    ["another extension", { id: "other", url: `${OWN}/pages/options/index.html` }],
    ["nobody", { id: undefined, url: `${OWN}/pages/options/index.html` }],
  ])("knows nothing of %s", (_, sender) => {
    expect(who(sender)).toBeNull();
  });
});
