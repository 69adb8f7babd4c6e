// Firefox's own window, which draws its prompts and the toolbar button's popup: a separate context ("moz:scope"), in which BiDi
// can run scripts but has no pointer.
import type { Browser } from "puppeteer-core";
import { until } from "../browser/until";

/** Firefox's own commands, which puppeteer passes on but has no types for. */
interface Connection {
  send(method: string, params: object): Promise<{ result: never }>;
}

export type InWindow = (expression: string) => Promise<unknown>;

export async function windowOf(browser: Browser): Promise<InWindow> {
  const { connection } = browser as unknown as { connection: Connection };
  const tree: { contexts: { context: string; url: string }[] } = (
    await connection.send("browsingContext.getTree", { "moz:scope": "chrome" })
  ).result;
  const { context } = tree.contexts.find(({ url }) => url.endsWith("/browser.xhtml"))!;
  return async (expression) => {
    const answer: { result?: { value?: unknown }; exceptionDetails?: { text: string } } = (
      await connection.send("script.evaluate", { expression, target: { context }, awaitPromise: true })
    ).result;
    if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.text);
    return answer.result?.value;
  };
}

/** Presses "Allow" or "Deny" in the permission prompt, once it takes presses. Resolves with its text. */
export async function answerPrompt(inWindow: InWindow, button: "Allow" | "Deny"): Promise<string> {
  const prompt = `document.getElementById("addon-webext-permissions-notification")`;
  // Firefox ignores presses until the prompt has been shown for a moment, and an early press restarts that time.
  const text = await until("the prompt for permissions", () =>
    inWindow(`document.getElementById("notification-popup").state === "open" && ${prompt} &&
      ChromeUtils.now() - ${prompt}.notification.timeShown > Services.prefs.getIntPref("security.notification_enable_delay") &&
      ${prompt}.textContent`),
  );
  await inWindow(`${prompt}.${button === "Allow" ? "button" : "secondaryButton"}.click()`);
  await until("the prompt to close", () =>
    inWindow(`document.getElementById("notification-popup").state === "closed"`),
  );
  return String(text);
}

/** Ends the event page, whatever it is doing, and waits until it is gone. */
export async function killBackground(inWindow: InWindow, id: string): Promise<void> {
  await inWindow(`WebExtensionPolicy.getByID(${JSON.stringify(id)}).extension.terminateBackground({
    ignoreDevToolsAttached: true, disableResetIdleForTest: true })`);
}

/** Disables the extension and enables it again, like an update. Overlays in open pages go. */
export async function reloadExtension(inWindow: InWindow, id: string): Promise<void> {
  await inWindow(`(async () => {
    const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
    const addon = await AddonManager.getAddonByID(${JSON.stringify(id)});
    await addon.reload();
  })()`);
}

export interface Popup {
  /** Opens the popup for the front tab, like a press on the toolbar button. */
  open(): Promise<void>;
  /** Null: the popup is closed. */
  text(): Promise<string | null>;
  /** Presses with the pointer, so that the browser counts it as user activation. */
  press(name: string): Promise<void>;
}

export function popupIn(inWindow: InWindow, id: string): Popup {
  const popup = `document.querySelector("browser.webextension-popup-browser")`;
  /** Runs a script in the popup's process; it answers through `tell`. */
  const inside = (script: string): Promise<unknown> =>
    inWindow(`new Promise((tell) => {
      const { messageManager } = ${popup} ?? {};
      if (!messageManager) return tell(null);
      // A popup that is just closing hears nothing any more.
      setTimeout(tell, 1000, null);
      messageManager.addMessageListener("test", function heard({ data }) {
        messageManager.removeMessageListener("test", heard);
        tell(data);
      });
      const script = ${JSON.stringify(`{ const tell = (data) => sendAsyncMessage("test", data); ${script} }`)};
      messageManager.loadFrameScript("data:," + encodeURIComponent(script), false);
    })`);
  return {
    async open() {
      // The popup of the previous tab may still be open; opening would close it.
      await until("the former popup to be gone", () =>
        inWindow(`(${popup}?.closest("panel")?.hidePopup(), !${popup})`),
      );
      await inWindow(`(() => {
        const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
        const { extension } = WebExtensionPolicy.getByID(${JSON.stringify(id)});
        return ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(window);
      })()`);
      await until("the popup", async () => Boolean(await this.text()));
    },
    text: async () => (await inside("tell(content.document.body?.innerText ?? null)")) as string | null,
    async press(name) {
      await until(`"${name}" in the popup`, () =>
        inside(`
          const found = [...content.document.querySelectorAll("button")].find(
            (each) => each.textContent.trim() === ${JSON.stringify(name)});
          const { x, y, width, height } = found?.getBoundingClientRect() ?? {};
          for (const type of found ? ["mousemove", "mousedown", "mouseup"] : [])
            content.synthesizeMouseEvent(type, x + width / 2, y + height / 2, { button: 0, clickCount: 1 }, {});
          tell(found !== undefined);`),
      );
    },
  };
}
