import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { SiteGrant } from "../../../domain/site-grant";
import browser from "../../../platform/browser";
import { patternOf } from "../../../platform/match-pattern";
import { bringToFront } from "../../../platform/windows";
import { t } from "../../i18n";
import { ask } from "../ask";
import { webmailOf } from "./webmail-of";

/** A tab that already shows the webmail, or a page to open. */
type Webmail =
  | { readonly tabId: number; readonly windowId: number | undefined; readonly host: string }
  | { readonly origin: string };

/** The webmail tab used last, among the sites Cachet works on; only those can be queried. */
async function lastWebmail(sites: readonly SiteGrant[]): Promise<Webmail | null> {
  if (sites.length === 0) return null;
  const tabs = await browser.tabs.query({ url: sites.map((site) => patternOf(site.origin)) });
  const [latest] = tabs.sort((a, b) => (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0));
  if (latest?.id === undefined || !latest.url) return null;
  return { tabId: latest.id, windowId: latest.windowId, host: new URL(latest.url).host };
}

async function find(addresses: readonly string[]): Promise<Webmail | null> {
  const answer = await ask("site.list", {});
  const sites = answer.ok ? answer.value : [];
  const last = await lastWebmail(sites);
  const origin = webmailOf(addresses, sites);
  return last ?? (origin === null ? null : { origin });
}

interface OpenWebmailProps {
  readonly primary?: boolean;
  /** Addresses whose webmail to open where none is open yet. Empty: no button. */
  readonly addresses?: readonly string[];
}

/** A button that goes back to the webmail open in another tab, or opens it; nothing where the webmail is not known. */
export function OpenWebmail({ primary = true, addresses = [] }: OpenWebmailProps) {
  const found = useSignal<Webmail | null>(null);
  useEffect(() => {
    void find(addresses).then((webmail) => {
      found.value = webmail;
    });
  }, []);
  const webmail = found.value;
  if (!webmail) return null;
  const kind = primary ? "button primary" : "button";
  if ("origin" in webmail)
    return (
      <a class={kind} href={webmail.origin} target="_blank" rel="noreferrer">
        {t("open_webmail_new", { host: new URL(webmail.origin).host })}
      </a>
    );
  const open = (): Promise<void> => bringToFront({ id: webmail.tabId, windowId: webmail.windowId });
  return (
    <button type="button" class={kind} onClick={open}>
      {t("open_webmail", { host: webmail.host })}
    </button>
  );
}
