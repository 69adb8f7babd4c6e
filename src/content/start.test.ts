// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from "vitest";
import type { EnabledWebmail } from "../domain/webmails";
import { call } from "../messages/call";
import { fakeBrowser } from "../platform/testing/fake-browser";
import { isolated } from "./isolated";
import type { Site, SiteMatch } from "./sites/site";
import { start } from "./start";

vi.mock("../platform/browser");
vi.mock("../messages/call");
const event = () => ({ addListener: () => {}, removeListener: () => {} });
const browser = fakeBrowser({ runtime: { onConnect: event(), onMessage: event(), onDisconnect: event() } });

let created: string[];
/** An adapter whose page counts as its own, or as any. */
const adapter = (id: EnabledWebmail, matches = false): SiteMatch => ({
  id,
  matches: () => matches,
  create: () => {
    created.push(id);
    return {
      id,
      account: () => null,
      dark: () => false,
      composes: () => [],
      messages: () => [],
      health: () => ({ state: "empty", missing: [] }),
    } satisfies Site;
  },
});

beforeEach(() => {
  for (const left of ["cachetRuns", "cachetYields", "cachetBusy", "cachetAsked"] as const) delete isolated[left];
  created = [];
  browser.runtime.id = "cachet";
  vi.mocked(call).mockResolvedValue({ ok: false, code: "internal" } as never);
  vi.stubGlobal("matchMedia", () => Object.assign(new EventTarget(), { matches: false }));
});

it("a script starts where it was asked for, and where its webmail is", () => {
  isolated.cachetAsked = "roundcube";
  start(adapter("roundcube"));
  expect([created, isolated.cachetRuns!()]).toEqual([["roundcube"], "roundcube"]);
});

it("a script that arrives in a page where nobody asked for it does nothing", () => {
  start(adapter("roundcube"));
  start(adapter("generic"));
  isolated.cachetAsked = "outlook";
  start(adapter("generic"));
  expect([created, isolated.cachetRuns]).toEqual([[], undefined]);
  start(adapter("outlook", true));
  expect(isolated.cachetRuns!()).toBe("outlook");
});

it("runs once, whichever script comes again", () => {
  start(adapter("outlook", true));
  start(adapter("outlook", true));
  start(adapter("roundcube", true));
  isolated.cachetAsked = "generic";
  start(adapter("generic"));
  expect(created).toEqual(["outlook"]);
});

it("the general adapter makes way for the page's own", () => {
  isolated.cachetAsked = "generic";
  start(adapter("generic"));
  expect([isolated.cachetRuns!(), isolated.cachetBusy!()]).toEqual(["generic", false]);
  start(adapter("roundcube", true));
  expect([created, isolated.cachetRuns!()]).toEqual([["generic", "roundcube"], "roundcube"]);
});

it("it stays while an overlay is open, and so does any other", () => {
  isolated.cachetAsked = "generic";
  start(adapter("generic"));
  isolated.cachetYields = () => {};
  start(adapter("roundcube", true));
  expect([created, isolated.cachetRuns!()]).toEqual([["generic"], "generic"]);
});

it("starts anew once the extension that ran here is gone", () => {
  isolated.cachetAsked = "generic";
  start(adapter("generic"));
  browser.runtime.id = "";
  expect(isolated.cachetRuns!()).toBeNull();
  start(adapter("generic"));
  expect(created).toEqual(["generic", "generic"]);
});
