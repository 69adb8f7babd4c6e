// The webmail page as an attacker: it controls the whole DOM, every prototype and all messages of its window, from before
// the extension's script starts.

import type { Frame, Page } from "@playwright/test";
import { atRest, drawn, noOverlay, overlayFrame, overlayFrames } from "../browser/overlays";
import { quietFor } from "../browser/quiet";
import { until } from "../browser/until";
import { editorOf, openMail, press, pressLock, readOverlay, sealAndSendOf, startMail } from "../gmail/actions";
import { letter } from "../gmail/peer";
import { expect, type Stage, test } from "../gmail/stage";
import { ALICE, BOB } from "../webmail/demo";

const SECRET = "gravel-7743-lantern";
const DRAFT = "gravel-9021-harbour";

/** Runs in the page before anything else and collects all it can catch in `loot`. */
function spy(): void {
  const loot: string[] = [];
  (globalThis as unknown as { loot: string[] }).loot = loot;
  const keep = (name: string, value: unknown): void => {
    try {
      loot.push(`${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`);
    } catch {
      loot.push(`${name}: ${String(value)}`);
    }
  };
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    keep("attachShadow", init);
    return attach.call(this, { ...init, mode: "open" });
  };
  const source = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, "src")!;
  Object.defineProperty(HTMLIFrameElement.prototype, "src", {
    ...source,
    set(value: string) {
      keep("iframe.src", value);
      source.set!.call(this, value);
    },
  });
  const random = crypto.randomUUID.bind(crypto);
  crypto.randomUUID = () => {
    const value = random();
    keep("randomUUID", value);
    return value;
  };
  for (const type of ["message", "keydown", "keyup", "input", "beforeinput", "paste", "copy", "selectionchange"])
    addEventListener(type, (event) => keep(type, (event as MessageEvent).data ?? (event as KeyboardEvent).key), true);
  const start = (): void =>
    new MutationObserver((records) => {
      for (const { addedNodes } of records)
        for (const node of addedNodes) if (node instanceof Element) keep("added", node.outerHTML.slice(0, 20_000));
    }).observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
  start();
}

/** Everything the page can read about itself, at one moment. */
async function inventory({ page }: Stage): Promise<string> {
  const loot = (): Promise<string[]> => page.evaluate(() => (globalThis as unknown as { loot: string[] }).loot);
  const before = await loot();
  const found = await page.evaluate(async () => {
    const seen: string[] = [];
    const walk = (root: ParentNode): void => {
      for (const element of root.querySelectorAll("*")) {
        if (element.shadowRoot) {
          seen.push(element.shadowRoot.innerHTML);
          walk(element.shadowRoot);
        }
        if (element instanceof HTMLIFrameElement)
          try {
            seen.push(`frame ${element.src} ${element.contentDocument?.body?.textContent}`);
          } catch (error) {
            seen.push(String(error));
          }
      }
    };
    walk(document);
    seen.push(document.documentElement.outerHTML, document.body.textContent ?? "");
    for (let index = 0; index < window.frames.length; index += 1) {
      const frame = window.frames[index]!;
      frame.postMessage({ call: "identity.list", request: {} }, "*");
      frame.postMessage({ type: "insert" }, "*");
      for (const read of [() => frame.document.body.textContent, () => frame.location.href, () => frame.name])
        try {
          seen.push(`frame ${index} ${read()}`);
        } catch (error) {
          seen.push(String(error));
        }
    }
    seen.push(JSON.stringify(performance.getEntries()));
    seen.push(JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie);
    seen.push(JSON.stringify(await indexedDB.databases()), JSON.stringify(await caches.keys()));
    seen.push(JSON.stringify(Object.keys((globalThis as unknown as { chrome?: object }).chrome ?? {})));
    return seen;
  });
  // Waits for answers to the messages posted to the frames.
  await quietFor(page, 300);
  return [...before, ...found, ...(await loot())].join("\n");
}

/** Opens a sealed message and writes another, with the spy in place from the page's first line on. */
async function playUnderSpy(stage: Stage): Promise<void> {
  const { demo, page, bob, aliceKey } = stage;
  await page.addInitScript(spy);
  await page.reload();
  await demo.webmail.deliver(letter(bob, ALICE.address, "News", await bob.seal(SECRET, [aliceKey])));
  await openMail(page, "News");
  await expect((await readOverlay(page)).getByText(SECRET)).toBeVisible();
  await startMail(page, BOB.address, "Plan");
  const overlay = await pressLock(page);
  await editorOf(overlay).focus();
  await page.keyboard.type(DRAFT);
  await expect(editorOf(overlay)).toHaveValue(DRAFT);
  await expect(overlay.getByText(/Draft sealed/)).toBeVisible();
}

test("script of the page finds neither plaintext nor keys, however it looks", async ({ stage }) => {
  await playUnderSpy(stage);
  const found = await inventory(stage);
  expect(found).not.toContain(SECRET);
  expect(found).not.toContain(DRAFT);
  expect(found).not.toContain("PRIVATE KEY");
  // The spy was active, and caught no key typed into the overlay.
  expect(found).toContain("added: ");
  expect(found).not.toMatch(/^key(down|up): [a-z0-9]$/m);
});

test("the page learns neither the extension's address nor a ticket", async ({ stage }) => {
  await playUnderSpy(stage);
  const found = await inventory(stage);
  expect(found).not.toMatch(/pages\/overlays/);
  expect(found).not.toContain(stage.browser.extensionId);
  expect(found).not.toContain("attachShadow");
  expect(found).not.toContain("iframe.src");
  expect(found).not.toContain("randomUUID");
});

test("extension pages cannot be loaded or framed by a guess of their address", async ({ stage }) => {
  const { page, browser } = stage;
  const before = page.frames().length;
  const outcome = await page.evaluate(async (id) => {
    const paths = [
      "manifest.json",
      "background.js",
      "content/gmail.js",
      "_locales/en/messages.json",
      "icons/128.png",
      "pages/options/index.html",
      "pages/welcome/index.html",
      "pages/overlays/read/index.html",
      `pages/overlays/compose/index.html#${crypto.randomUUID()}`,
    ];
    const reached: string[] = [];
    for (const path of paths) {
      const url = `chrome-extension://${id}/${path}`;
      await fetch(url).then(
        () => reached.push(`fetch ${path}`),
        () => {},
      );
      await new Promise<void>((done) => {
        const image = new Image();
        image.onload = () => {
          reached.push(`image ${path}`);
          done();
        };
        image.onerror = () => done();
        image.src = url;
      });
      const frame = document.createElement("iframe");
      frame.src = url;
      document.body.append(frame);
    }
    return reached;
  }, browser.extensionId);
  expect(outcome).toEqual([]);
  await quietFor(page, 500);
  for (const frame of page.frames().slice(before)) {
    const text = await frame.evaluate(() => document.body?.textContent ?? "").catch(() => "");
    expect(text).not.toMatch(/Sealed|Cachet|key/);
  }
});

test("an overlay's own address, framed a second time by the page, shows nothing", async ({ stage }) => {
  const { demo, page, bob, aliceKey } = stage;
  await demo.webmail.deliver(letter(bob, ALICE.address, "News", await bob.seal(SECRET, [aliceKey])));
  await openMail(page, "News");
  await expect((await readOverlay(page)).getByText(SECRET)).toBeVisible();
  const url = (await overlayFrame(page, "read")).url();
  await page.evaluate((src) => {
    for (const address of [src, src.replace(/#.*/, ""), src.replace(/#.*/, `#${crypto.randomUUID()}`)]) {
      const frame = document.createElement("iframe");
      frame.src = address;
      frame.width = "400";
      frame.height = "200";
      document.body.append(frame);
    }
  }, url);
  // An overlay waits two seconds for its ticket.
  await quietFor(page, 2600);
  for (const frame of overlayFrames(page, "read").slice(1)) {
    const text = await frame.evaluate(() => document.body.textContent ?? "").catch(() => "");
    expect(text.trim()).toBe("");
  }
});

test("clicks made by script on the lock do nothing", async ({ stage }) => {
  const { page } = stage;
  await startMail(page, BOB.address, "Plan", "still mine");
  await page.getByRole("button", { name: "Seal this message" }).waitFor();
  await page.evaluate(() => {
    for (const element of document.querySelectorAll("*")) {
      const button = element.shadowRoot?.querySelector("button");
      button?.click();
      for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup", "click"])
        button?.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, detail: 1 }));
      button?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, composed: true }));
    }
  });
  await quietFor(page, 700);
  expect(overlayFrames(page, "compose")).toHaveLength(0);
  await expect(page.getByRole("textbox", { name: "Message Body" })).toHaveText("still mine");
});

interface Pressed {
  readonly at: number;
  /** The overlay's own listeners received it, too: its guard let it through. */
  taken: boolean;
}

/** Hides the page's window, shows it again and presses there at once. Null: the press never came. */
async function slideUnder(page: Page, overlay: Frame, at: { x: number; y: number }) {
  const display = (value: string): Promise<number> =>
    page.evaluate((to) => {
      document.querySelector<HTMLElement>(".dw")!.style.display = to;
      return Date.now();
    }, value);
  await display("none");
  await until("the overlay to know that it is out of sight", () =>
    overlay.evaluate(() => document.documentElement.hasAttribute("data-guard")),
  );
  await overlay.evaluate(() => {
    const world = globalThis as { pressed?: Pressed | null };
    const once = { capture: true, once: true };
    world.pressed = null;
    addEventListener("click", () => (world.pressed = { at: Date.now(), taken: false }), once);
    document.addEventListener("click", () => (world.pressed!.taken = true), once);
  });
  const shown = await display("");
  await drawn(overlay);
  await page.mouse.click(at.x, at.y);
  const pressed = () => overlay.evaluate(() => (globalThis as { pressed?: Pressed | null }).pressed);
  return until("the press", pressed, 1000).then(
    ({ at, taken }) => ({ after: at - shown, taken }),
    () => null,
  );
}

test("a click on the overlay's buttons just after they slid under the pointer is refused", async ({ stage }) => {
  const { page, demo } = stage;
  const written = async (): Promise<Frame> => {
    await startMail(page, BOB.address, "Plan");
    const overlay = await pressLock(page);
    await editorOf(overlay).fill(SECRET);
    return atRest(overlay);
  };
  let overlay = await written();
  const { x, y, width, height } = (await sealAndSendOf(overlay).boundingBox())!;
  // A slow machine may lose a press, or make it after the overlay has been in view for long enough: neither proves anything.
  let late = 0;
  for (let tries = 0; ; tries++) {
    const press = await slideUnder(page, overlay, { x: x + width / 2, y: y + height / 2 });
    if (press && press.after < 300) {
      expect(press.taken).toBe(false);
      break;
    }
    expect(tries, `presses that came in time; the last: ${JSON.stringify(press)}`).toBeLessThan(8);
    if (!press) continue;
    late++;
    await noOverlay(page, "compose");
    overlay = await written();
  }
  await quietFor(page, 600);
  expect(demo.webmail.boxes[1]!.messages()).toHaveLength(late);
  await press(overlay, sealAndSendOf(overlay));
  await noOverlay(page, "compose");
});

test("the page has no channel to the extension", async ({ stage }) => {
  const { page, browser } = stage;
  const answers = await page.evaluate(async (id) => {
    const { chrome } = globalThis as unknown as {
      chrome?: { runtime?: { sendMessage?(id: string, message: unknown): Promise<unknown> } };
    };
    const calls = ["identity.list", "identity.export", "draft.list", "vault.lock", "settings.set"];
    return Promise.all(
      calls.map(async (call) => {
        if (!chrome?.runtime?.sendMessage) return "no channel";
        return chrome.runtime.sendMessage(id, { call, request: {} }).then(JSON.stringify, () => "no channel");
      }),
    );
  }, browser.extensionId);
  expect(new Set(answers)).toEqual(new Set(["no channel"]));
});
