// @vitest-environment jsdom
// The wire to a page: every argument is the page's, and it learns no more than it may.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fakeBrowser } from "../../platform/testing/fake-browser";

const asked: { call: string; request: Record<string, unknown> }[] = [];
let answers: Record<string, (request: Record<string, unknown>) => unknown> = {};
vi.mock("../../platform/browser");
fakeBrowser({
  runtime: {
    id: "own",
    getURL: (path: string) => `chrome-extension://own/${path}`,
    sendMessage: async ({ call, request }: { call: string; request: Record<string, unknown> }) => {
      const name = call.split("/").at(-1)!;
      asked.push({ call: name, request });
      return answers[name]?.(request) ?? { ok: true, value: null };
    },
    onConnect: { addListener: () => {}, removeListener: () => {} },
  },
});

import { checkRequest } from "../../messages/client-arguments";
import type { Container } from "./container-frame";
import { createDisplayContainer, type DisplayWorld, elementAt } from "./display";
import * as keyring from "./keyring";
import { type Presses, watchPresses } from "./presses";
import { watchAddresses } from "./shown-addresses";

const ARMOR = "-----BEGIN PGP MESSAGE-----\n\nhF4DIT3Jk/yOI4oSAQdA\n-----END PGP MESSAGE-----";
const KEY = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----";
const PRINT = "a".repeat(40);

let controller: AbortController;
beforeEach(() => {
  controller = new AbortController();
  asked.length = 0;
  answers = {};
  document.body.innerHTML = "";
});
afterEach(() => controller.abort());

describe("what a page passes", () => {
  const passes = (call: string, ...given: unknown[]) => checkRequest({ id: 1, call, given });

  it.each<[string, unknown[]]>([
    ["getKeyring", []],
    ["getKeyring", [null]],
    ["getKeyring", ["Posteo"]],
    ["createKeyring", ["egroupware"]],
    ["createDisplayContainer", ["#letter", ARMOR]],
    ["createDisplayContainer", ["#letter", ARMOR, { senderAddress: "bob@example.org", showExternalContent: true }]],
    ["validKeyForAddress", [["a@example.org", "b@example.org"]]],
    ["hasPrivateKey", []],
    ["hasPrivateKey", [PRINT.toUpperCase()]],
    ["hasPrivateKey", [{ email: "a@example.org" }]],
    ["exportOwnPublicKey", ["a@example.org"]],
    ["importPublicKey", [KEY]],
    ["openSettings", []],
  ])("to %s is taken, case %#", (call, given) => {
    expect(passes(call, ...given)).toMatchObject({ id: 1, call });
  });

  it.each<[string, unknown[]]>([
    ["getKeyring", [{}]],
    ["getKeyring", [""]],
    ["getKeyring", ["x".repeat(201)]],
    ["getKeyring", ["a", "b"]],
    ["createKeyring", []],
    ["createKeyring", [null]],
    ["createDisplayContainer", ["#letter"]],
    ["createDisplayContainer", [{ toString: "x" }, ARMOR]],
    ["createDisplayContainer", ["#letter", ARMOR, { senderAddress: "no address" }]],
    ["createDisplayContainer", ["#letter", ARMOR, "options"]],
    ["validKeyForAddress", ["a@example.org"]],
    ["validKeyForAddress", [Array.from({ length: 101 }, (_, at) => `p${at}@example.org`)]],
    ["validKeyForAddress", [["no address"]]],
    ["validKeyForAddress", [["a@example.org", null]]],
    ["hasPrivateKey", ["abc"]],
    ["exportOwnPublicKey", [["a@example.org"]]],
    ["importPublicKey", ["x".repeat(1_000_001)]],
    ["openSettings", [{ showDefaultScripts: true }]],
    ["toString", []],
    ["__proto__", []],
    ["constructor", []],
    ["ticket.open", [{ ticket: "x", kind: "read" }]],
    ["encrypt", [["a@example.org"]]],
  ])("to %s is refused, case %#", (call, given) => {
    expect(passes(call, ...given)).toEqual({ id: 1, call: null });
  });

  it.each([
    undefined,
    null,
    1,
    "getKeyring",
    [],
    { id: 1 },
    { id: "1", call: "getKeyring", given: [] },
    { id: 0.5, call: "getKeyring", given: [] },
  ])("is not answered at all where it is no request: %j", (message) => {
    expect(checkRequest(message)).toBeNull();
  });

  it("loses what has no place in the call", () => {
    const read = passes("createDisplayContainer", "#a", ARMOR, {
      senderAddress: null,
      ticket: "x",
      byPage: { held: false },
    });
    expect(read).toEqual({ id: 1, call: "createDisplayContainer", given: ["#a", ARMOR, { senderAddress: null }] });
  });
});

describe("addresses a page may ask about", () => {
  const all = () => watchAddresses(document, controller.signal, () => true);

  it("stand in its fields, in chips beside them, in an offered choice, or were typed", () => {
    document.body.innerHTML = `<form><input id="to" value="Ann &lt;ann@example.org&gt;, BEN@example.org">
      <ul><li title="Cleo &lt;cleo@example.org&gt;">Cleo</li><li>dan@example.org</li></ul>
      <select><option>Me &lt;me@example.org&gt;</option></select><input id="later"></form>`;
    const { recipient } = all();
    for (const name of ["ann", "ben", "cleo", "dan", "me"]) expect(recipient(`${name}@example.org`), name).toBe(true);
    expect(recipient("eve@example.org")).toBe(false);
    // Only the whole address counts.
    expect(recipient("nn@example.org")).toBe(false);
    expect(recipient("ann@example.or")).toBe(false);
    const later = document.querySelector<HTMLInputElement>("#later")!;
    later.value = "typed@example.org";
    later.dispatchEvent(new Event("input", { bubbles: true }));
    later.value = "";
    expect(recipient("Typed@Example.org")).toBe(true);
  });

  it.each([
    ["hidden fields", `<input type="hidden" value="eve@example.org">`],
    ["fields that nobody sees", `<div style="display: none"><input value="eve@example.org"></div>`],
    ["fields without a sight of them", `<input hidden value="eve@example.org">`],
    ["passwords", `<input type="password" value="eve@example.org">`],
    ["scripts", `<script type="text/plain">eve@example.org</script><input>`.replace("<input>", "")],
    ["hidden chips", `<form><input><li hidden>eve@example.org</li></form>`],
    ["a letter's text", `<form><input></form><main><p>Write to eve@example.org</p></main>`],
  ])("are not those in %s", (_, html) => {
    document.body.innerHTML = html;
    expect(all().recipient("eve@example.org")).toBe(false);
  });

  it("are not those a script put into a field and took away: only the user types", () => {
    document.body.innerHTML = "<input>";
    const { recipient } = watchAddresses(document, controller.signal);
    const field = document.querySelector("input")!;
    field.value = "eve@example.org";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.value = "";
    expect(recipient("eve@example.org")).toBe(false);
  });

  it("of the user's own may stand anywhere that is seen", () => {
    document.body.innerHTML = `<header>alice@example.org</header><p hidden>eve@example.org</p>`;
    const { anywhere } = all();
    expect([anywhere("alice@example.org"), anywhere("eve@example.org")]).toEqual([true, false]);
  });
});

describe("presses", () => {
  it("explain one thing each, for five seconds, and only the user's own do", () => {
    const now = vi.spyOn(performance, "now").mockReturnValue(10_000);
    const presses = watchPresses(document, controller.signal, () => true);
    expect(presses.spend()).toBe(false);
    document.body.dispatchEvent(new Event("pointerdown", { bubbles: true }));
    expect([presses.spend(), presses.spend(), presses.recent()]).toEqual([true, false, true]);
    document.body.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, repeat: true }));
    expect(presses.spend()).toBe(false);
    document.body.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true }));
    now.mockReturnValue(15_000);
    expect([presses.recent(), presses.spend()]).toEqual([false, false]);
    const strict = watchPresses(document, controller.signal);
    document.body.dispatchEvent(new Event("pointerdown", { bubbles: true }));
    expect(strict.spend()).toBe(false);
    now.mockRestore();
  });
});

describe("keys", () => {
  const seen = (...addresses: string[]) => {
    const has = (address: string) => addresses.includes(address);
    return { recipient: has, anywhere: has };
  };
  const pressed = (yes: boolean): Presses => ({ recent: () => yes, spend: () => yes });
  const world = (shown = seen(), press = false): keyring.KeyringWorld => ({
    shown,
    presses: pressed(press),
    answered: async () => {},
  });

  it("are asked for only of addresses the page shows; others look like strangers, in their order", async () => {
    const key = { fingerprint: PRINT, day: 0 };
    answers["client.keys"] = () => ({ ok: true, value: [key] });
    const answer = await keyring.validKeyForAddress(
      [["eve@example.org", "bob@example.org"]],
      world(seen("bob@example.org")),
    );
    expect(answer).toEqual({ ok: true, value: [null, key] });
    expect(asked).toEqual([{ call: "client.keys", request: { addresses: ["bob@example.org"] } }]);
  });

  it("of nobody shown are not asked for at all", async () => {
    expect(await keyring.validKeyForAddress([["eve@example.org"]], world())).toEqual({ ok: true, value: [null] });
    expect(await keyring.hasPrivateKey([{ email: "eve@example.org" }], world())).toEqual({ ok: true, value: false });
    expect(await keyring.exportOwnPublicKey(["eve@example.org"], world())).toMatchObject({
      code: "NO_KEY_FOR_ADDRESS",
    });
    expect(asked).toEqual([]);
  });

  it.each([
    ["too-many", "TOO_MANY_REQUESTS"],
    ["not-allowed", "NO_CONNECTION"],
    ["full", "INTERNAL_ERROR"],
    ["__proto__", "INTERNAL_ERROR"],
  ])("refused as %s are told of as %s", async (code, told) => {
    answers["client.own"] = () => ({ ok: false, code });
    expect(await keyring.hasPrivateKey([undefined], world())).toEqual({ ok: false, code: told });
  });

  it("are offered for import, and the settings opened, only after a press of the user", async () => {
    expect(await keyring.importPublicKey([KEY], world())).toEqual({ ok: false, code: "IMPORT_ERROR" });
    expect(await keyring.openSettings([], world())).toEqual({ ok: false, code: "TOO_MANY_REQUESTS" });
    expect(asked).toEqual([]);
    let left = 1;
    answers["client.imported"] = () => (left-- > 0 ? { ok: false, code: "waiting" } : { ok: true, value: "IMPORTED" });
    expect(await keyring.importPublicKey([KEY], world(seen(), true))).toEqual({ ok: true, value: "IMPORTED" });
    expect(asked.map(({ call }) => call)).toEqual(["client.import", "client.imported", "client.imported"]);
  });

  it.each([ARMOR, "", KEY.replace("PUBLIC", "PRIVATE"), `x ${KEY}`])(
    "that are none are refused before anybody is asked: %j",
    async (armored) => {
      expect(await keyring.importPublicKey([armored], world(seen(), true))).toMatchObject({
        code: "WRONG_ARMORED_TYPE",
      });
      expect(asked).toEqual([]);
    },
  );
});

describe("a letter for display", () => {
  const world = (open = new Map<Element, Container>()): DisplayWorld => ({
    document,
    lines: new Map(),
    presses: { recent: () => false, spend: () => false },
    title: "Sealed message",
    open,
    signal: controller.signal,
  });

  it.each([
    ["a key", KEY],
    [
      "a signed text",
      "-----BEGIN PGP SIGNED MESSAGE-----\n\nHi\n-----BEGIN PGP SIGNATURE-----\n-----END PGP SIGNATURE-----",
    ],
    ["text before it", `Hello\n${ARMOR}`],
    ["text after it", `${ARMOR}\nBob`],
    ["nothing", ""],
  ])("is refused where it is %s", async (_, armored) => {
    document.body.innerHTML = `<div id="letter"></div>`;
    expect(await createDisplayContainer(["#letter", armored, null], world())).toEqual({
      ok: false,
      code: "WRONG_ARMORED_TYPE",
    });
    expect(document.querySelector("iframe")).toBeNull();
  });

  it.each(["#nowhere", "::", "html > head > nothing", "svg"])(
    "is refused where the selector %j finds no element",
    async (selector) => {
      document.body.innerHTML = "<svg></svg>";
      expect(elementAt(document, selector)).toBeNull();
      expect(await createDisplayContainer([selector, ARMOR, null], world())).toEqual({
        ok: false,
        code: "INVALID_SELECTOR",
      });
    },
  );

  it("is a frame in the page's element, whose content stays; one that was there before goes", async () => {
    document.body.innerHTML = `<div id="letter"><p>Theirs</p></div>`;
    const open = new Map<Element, Container>();
    void createDisplayContainer(["#letter", ARMOR, { senderAddress: "bob@example.org" }], world(open));
    const first = document.querySelector("iframe")!;
    expect(first.src).toBe("chrome-extension://own/pages/overlays/read/index.html");
    void createDisplayContainer(["#letter", ARMOR, null], world(open));
    expect([...document.querySelector("#letter")!.children].map(({ tagName }) => tagName)).toEqual(["P", "IFRAME"]);
    expect(first.isConnected).toBe(false);
    expect(open.size).toBe(1);
  });

  it("has a limit on frames that are open at once", async () => {
    document.body.innerHTML = Array.from({ length: 21 }, (_, at) => `<div id="l${at}"></div>`).join("");
    const open = new Map<Element, Container>();
    for (let at = 0; at < 20; at++) void createDisplayContainer([`#l${at}`, ARMOR, null], world(open));
    expect(await createDisplayContainer(["#l20", ARMOR, null], world(open))).toEqual({
      ok: false,
      code: "TOO_MANY_REQUESTS",
    });
    expect(document.querySelectorAll("iframe")).toHaveLength(20);
  });
});
