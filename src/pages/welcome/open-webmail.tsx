import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import browser from "../../platform/browser";
import { ask } from "../components/ask";
import { t } from "../i18n";

interface Seen {
  readonly tabId: number;
  readonly windowId: number | undefined;
  readonly host: string;
}

/** The webmail tab used last, among the sites Cachet works on; only those may be asked for. */
async function lastWebmail(): Promise<Seen | null> {
  const sites = await ask("site.list", {});
  if (!sites.ok || sites.value.length === 0) return null;
  const tabs = await browser.tabs.query({ url: sites.value.map((site) => `${site.origin}/*`) });
  const [latest] = tabs.sort((a, b) => (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0));
  if (latest?.id === undefined || !latest.url) return null;
  return { tabId: latest.id, windowId: latest.windowId, host: new URL(latest.url).host };
}

/** Goes back to the webmail that is open in another tab; nothing when there is none. */
export function OpenWebmail() {
  const seen = useSignal<Seen | null>(null);
  useEffect(() => {
    void lastWebmail().then((found) => {
      seen.value = found;
    });
  }, []);
  const webmail = seen.value;
  if (!webmail) return null;
  const open = async (): Promise<void> => {
    await browser.tabs.update(webmail.tabId, { active: true });
    if (webmail.windowId !== undefined) await browser.windows.update(webmail.windowId, { focused: true });
  };
  return (
    <button type="button" class="button primary" onClick={open}>
      {t("open_webmail", { host: webmail.host })}
    </button>
  );
}
