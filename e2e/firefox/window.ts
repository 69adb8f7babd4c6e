// Firefox's own window, where its prompts and the popup of the toolbar's button are drawn: a context of its own ("moz:scope")
// for which BiDi knows scripts but no pointer.
import type { Browser } from "puppeteer-core";
import { until } from "../browser/until";

/** Commands of Firefox's own, which puppeteer passes on and has no types for. */
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

/** Presses "Allow" or "Deny" in the prompt for permissions, as soon as that takes presses. Resolves with what it says. */
export async function answerPrompt(inWindow: InWindow, button: "Allow" | "Deny"): Promise<string> {
  const prompt = `document.getElementById("addon-webext-permissions-notification")`;
  // Firefox takes no press before the prompt has been there for a moment, and each that comes too early prolongs that.
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

export interface Popup {
  /** As a press on the toolbar's button does, for the tab in front. */
  open(): Promise<void>;
  /** Null: it is closed. */
  text(): Promise<string | null>;
  /** A press with the pointer, so that the browser sees the user in it. */
  press(name: string): Promise<void>;
}

export function popupIn(inWindow: InWindow, id: string): Popup {
  const popup = `document.querySelector("browser.webextension-popup-browser")`;
  /** Runs in the popup's process; `tell` says the answer. */
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
      // It is still there over the tab before, and would be closed.
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
