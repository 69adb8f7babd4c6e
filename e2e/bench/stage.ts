// The stage of every measurement: the demo webmail, the built extension with Alice's key, and Bob's key known to it.
import type { Frame, Page } from "@playwright/test";
import { createMessage, encrypt, generateKey, readKey, readPrivateKey } from "openpgp";
import { type Launched, launch, openExtensionPage } from "../browser/launch";
import { overlayFrames } from "../browser/overlays";
import { until } from "../browser/until";
import { ALICE, BOB, type Demo, MAIL_URL, startDemo } from "../webmail/demo";

export interface Stage {
  readonly demo: Demo;
  readonly browser: Launched;
  /** An extension page, from which pages' calls can be made. */
  readonly options: Page;
  readonly mail: Page;
  /** Armored text from Bob to Alice, signed and encrypted. */
  readonly sealed: string;
  /** Octets from Bob to Alice, signed, encrypted and armored. */
  seal(octets: Uint8Array): Promise<string>;
  close(): Promise<void>;
}

const MARKER = "Bench text, readable only in the overlay.";

type Call = (message: { call: string; request: unknown }) => Promise<{ ok: boolean; value: Record<string, string> }>;

/** Makes a call from an extension page or overlay. Throws when the answer is a failure. */
export async function callFrom(place: Page | Frame, name: string, request: unknown): Promise<Record<string, string>> {
  const answer = await place.evaluate(
    async ([call, body]) =>
      (globalThis as unknown as { chrome: { runtime: { sendMessage: Call } } }).chrome.runtime.sendMessage({
        call: `${await (await fetch("/build.txt")).text()}/${call}`,
        request: body,
      }),
    [name, request] as const,
  );
  if (!answer?.ok) throw new Error(`${name}: ${JSON.stringify(answer)}`);
  return answer.value;
}

export async function setStage(): Promise<Stage> {
  const demo = await startDemo();
  const browser = await launch({ map: demo.map, certificates: demo.certificates }).catch(async (error) => {
    await demo.close();
    throw error;
  });
  const close = async (): Promise<void> => {
    await browser.close();
    await demo.close();
  };
  try {
    return { demo, browser, ...(await furnish(browser)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Keys, the sealed message, and the two pages. */
async function furnish(browser: Launched): Promise<Pick<Stage, "options" | "mail" | "sealed" | "seal">> {
  // tsx calls a helper in functions inside evaluate(), which pages do not have.
  await browser.context.addInitScript("globalThis.__name ??= (value) => value");
  // Runs in every frame; records when the plaintext first appears in an overlay's document.
  await browser.context.addInitScript((marker) => {
    if (location.protocol !== "chrome-extension:") return;
    const seen = globalThis as unknown as { plaintextAt?: number };
    new MutationObserver(() => {
      if (seen.plaintextAt === undefined && document.body?.textContent?.includes(marker))
        seen.plaintextAt = performance.timeOrigin + performance.now();
    }).observe(document, { childList: true, subtree: true, characterData: true });
  }, MARKER);
  const options = await openExtensionPage(browser, "pages/options/index.html");
  const identity = await callFrom(options, "identity.create", ALICE);
  const exported = await callFrom(options, "identity.export", { fingerprint: identity.fingerprint, what: "public" });
  const bob = await generateKey({
    type: "ecc",
    curve: "curve25519Legacy",
    userIDs: [{ name: BOB.name, email: BOB.address }],
    format: "armored",
  });
  await callFrom(options, "contact.import", { key: bob.publicKey });
  const ends = {
    encryptionKeys: [await readKey({ armoredKey: exported.text! })],
    signingKeys: [await readPrivateKey({ armoredKey: bob.privateKey })],
  };
  const sealed = await encrypt({ message: await createMessage({ text: MARKER }), ...ends });
  const seal = async (octets: Uint8Array): Promise<string> =>
    encrypt({ message: await createMessage({ binary: octets }), ...ends });
  const mail = await browser.context.newPage();
  await mail.goto(MAIL_URL);
  await mail.waitForLoadState("load");
  await mail.bringToFront();
  return { options, mail, sealed, seal };
}

export interface Shown {
  readonly attachMs: number;
  readonly plaintextMs: number;
}

/** Shows a sealed message on the page as Gmail does, waits for its plaintext, and removes it. */
export async function showSealed(stage: Stage): Promise<Shown> {
  const times = stage.mail.evaluate(
    ({ armored, from, to }) =>
      new Promise<{ start: number; attached: number }>((done) => {
        const id = String(Math.floor(Math.random() * 1e15));
        const make = (
          tag: string,
          className: string,
          attributes: Record<string, string> = {},
          ...inside: (Node | string)[]
        ): HTMLElement => {
          const element = document.createElement(tag);
          element.className = className;
          for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
          element.append(...inside);
          return element;
        };
        const lines = armored
          .split("\n")
          .flatMap((line) => [document.createTextNode(line), document.createElement("br")]);
        const message = make(
          "div",
          "adn ads",
          {
            "data-message-id": `#msg-f:${id}`,
            "data-legacy-message-id": Number(id).toString(16).padStart(16, "0"),
            "data-bench": "",
          },
          make("span", "gD", { email: from, name: "Bob" }, "Bob"),
          make("span", "hb", {}, make("span", "g2", { email: to }, "me")),
          make("div", "ii gt", {}, make("div", "a3s aiL", {}, ...lines)),
        );
        const start = performance.timeOrigin + performance.now();
        let attached = 0;
        new MutationObserver((records, observer) => {
          const added = records
            .flatMap((record) => [...record.addedNodes])
            .filter((node) => node instanceof HTMLElement && node !== message && message.contains(node));
          if (added.length === 0) return;
          attached = performance.timeOrigin + performance.now();
          observer.disconnect();
          done({ start, attached });
        }).observe(message, { childList: true, subtree: true });
        (document.querySelector("[role=main]") ?? document.body).prepend(message);
      }),
    { armored: stage.sealed, from: BOB.address, to: ALICE.address },
  );
  const { start, attached } = await times;
  const at = await until("plaintext", async () => {
    const frame = overlayFrames(stage.mail, "read").at(-1);
    return frame
      ?.evaluate(() => (globalThis as unknown as { plaintextAt?: number }).plaintextAt)
      .catch(() => undefined);
  });
  await stage.mail.evaluate(() => {
    for (const element of document.querySelectorAll("[data-bench]")) element.remove();
  });
  await until("the overlay to go", () => overlayFrames(stage.mail, "read").length === 0);
  return { attachMs: attached - start, plaintextMs: at - start };
}
