// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { call } from "../messages/call";
import { fakeBrowser } from "../platform/testing/fake-browser";
import { isolated } from "./isolated";
import { recognise } from "./recognise";

vi.mock("../platform/browser");
vi.mock("../messages/call");
const browser = fakeBrowser();

const asked = vi.mocked(call);
const ROUNDCUBE = `<script type="x">rcmail.set_env({"task":"mail"});</script><table id="messagelist"></table>`;
const OUTLOOK = '<script type="x" src="https://res.example/owamail/boot.js"></script>';

/** What the background does: the adapter asked for runs, unless told otherwise. */
let answers: () => unknown;
const wait = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const sites = (): unknown[] => asked.mock.calls.map(([name, request]) => [name, request]);
const ask = (...names: string[]) => names.map((site) => ["site.start", { site }]);

beforeEach(() => {
  vi.useFakeTimers();
  for (const left of ["cachetRuns", "cachetLooks", "cachetBusy", "cachetAsked"] as const) delete isolated[left];
  browser.runtime.id = "cachet";
  document.body.innerHTML = "";
  answers = () => ({ ok: true, value: null });
  asked.mockReset().mockImplementation((async (_name: string, { site }: { site: never }) => {
    await new Promise((next) => setTimeout(next, 10));
    const answer = answers() as { ok: boolean };
    if (answer.ok && !isolated.cachetBusy?.()) isolated.cachetRuns = () => site;
    return answer;
  }) as never);
});
/** Ends what a test left watching. */
afterEach(async () => {
  browser.runtime.id = "";
  document.body.append("x");
  await wait(5000);
  vi.useRealTimers();
});

it.each([
  ["roundcube", ROUNDCUBE],
  ["outlook", OUTLOOK],
  ["generic", "<p>Hello</p>"],
])("a page is recognised as %s and its script asked for once", async (site, html) => {
  document.body.innerHTML = html;
  recognise(document);
  recognise(document);
  await wait(5000);
  recognise(document);
  document.body.append("more");
  await wait(5000);
  expect(sites()).toEqual(ask(site));
  expect(isolated.cachetAsked).toBe(site);
});

it("a page that becomes a webmail later gets that webmail's script, once", async () => {
  recognise(document);
  await wait(60_000);
  document.body.append("a list of news");
  await wait(5000);
  document.body.innerHTML = OUTLOOK;
  await wait(5000);
  document.body.append("and more");
  await wait(5000);
  expect(sites()).toEqual(ask("generic", "outlook"));
});

it("a page that changes without pause is looked at no more than once a second", async () => {
  recognise(document);
  const looks = vi.spyOn(document, "querySelector");
  for (let i = 0; i < 100; i++) {
    document.body.append("x");
    await wait(50);
  }
  expect(looks.mock.calls.length).toBeGreaterThan(0);
  expect(looks.mock.calls.length).toBeLessThanOrEqual(5);
});

it("while an overlay is open the general adapter stays; once it is closed, the page's own one is asked for", async () => {
  recognise(document);
  await wait(100);
  isolated.cachetBusy = () => true;
  document.body.innerHTML = OUTLOOK;
  await wait(5000);
  expect(sites()).toEqual(ask("generic"));
  isolated.cachetBusy = () => false;
  document.body.append("x");
  await wait(5000);
  expect(sites()).toEqual(ask("generic", "outlook"));
});

it("an overlay that opened between question and answer is waited for too", async () => {
  recognise(document);
  await wait(100);
  document.body.innerHTML = OUTLOOK;
  // The script came, and the general adapter did not make way for it.
  answers = () => {
    isolated.cachetBusy = () => true;
    return { ok: true, value: null };
  };
  await wait(5000);
  answers = () => ({ ok: true, value: null });
  isolated.cachetBusy = () => false;
  document.body.append("x");
  await wait(5000);
  expect(sites()).toEqual(ask("generic", "outlook", "outlook"));
});

it("a script that did not start is asked for at the next look", async () => {
  answers = () => ({ ok: false, code: "gone" });
  recognise(document);
  await wait(5000);
  answers = () => ({ ok: true, value: null });
  document.body.append("x");
  await wait(5000);
  expect(sites()).toEqual(ask("generic", "generic"));
});

it.each(["not-granted", "other-build", "refused"])("after the answer %s nothing is asked any more", async (code) => {
  answers = () => ({ ok: false, code });
  recognise(document);
  await wait(100);
  document.body.innerHTML = ROUNDCUBE;
  await wait(5000);
  expect(sites()).toEqual(ask("generic"));
  // Enabled again in the same page.
  answers = () => ({ ok: true, value: null });
  recognise(document);
  await wait(5000);
  expect(sites().slice(1)).toEqual(ask("roundcube"));
});

it("where no background answers, everything ends and the page is watched no longer", async () => {
  asked.mockReset().mockRejectedValue(new Error("gone"));
  recognise(document);
  await wait(100);
  expect(isolated.cachetLooks!()).toBe(false);
  document.body.append("x");
  await wait(5000);
  expect(asked).toHaveBeenCalledOnce();
});

it("a page in which an adapter runs already is not asked about", async () => {
  isolated.cachetRuns = () => "roundcube";
  recognise(document);
  document.body.innerHTML = OUTLOOK;
  await wait(5000);
  expect(sites()).toEqual([]);
});

it("after the extension was reloaded, the old script stops looking and the new one asks anew", async () => {
  recognise(document);
  await wait(100);
  browser.runtime.id = "";
  expect(isolated.cachetLooks!()).toBe(false);
  document.body.append("x");
  await wait(5000);
  expect(asked).toHaveBeenCalledOnce();
  browser.runtime.id = "cachet";
  delete isolated.cachetRuns;
  recognise(document);
  await wait(5000);
  expect(asked).toHaveBeenCalledTimes(2);
});
