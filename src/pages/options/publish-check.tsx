import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { domainPart } from "../../domain/address";
import type { PublishCheck, PublishedKey } from "../../domain/publish/published";
import type { Request } from "../../messages/calls";
import browser from "../../platform/browser";
import { patternOf } from "../../platform/match-pattern";
import { ask, failureWord } from "../components/ask";
import { Icon } from "../components/icon";
import { Chain } from "../components/lazy/chain";
import { Notice } from "../components/notice";
import { formatTime, t, tData, type WordKey } from "../i18n";

type Source = Request<"publish.check">["source"];

const TONE: Record<PublishCheck["result"], "good" | "care" | "bad" | "plain"> = {
  "reachable-proven": "good",
  reachable: "good",
  "reachable-unproven": "good",
  "other-key": "bad",
  "older-copy": "care",
  "not-found": "plain",
  bogus: "bad",
  disagree: "care",
  unreadable: "bad",
  unreachable: "care",
  blocked: "plain",
  off: "plain",
};

interface CheckProps {
  readonly own: PublishedKey;
  readonly source: Source;
  readonly server?: string;
  readonly kind?: "primary" | "plain" | "small";
  readonly label?: string;
  /** The action to take before checking; first in the same row. */
  readonly children?: ComponentChildren;
}

/** Looks up the key as a stranger would, and says what a stranger finds. */
export function Check({ own, source, server, kind = "plain", label = t("publish_check"), children }: CheckProps) {
  const check = useSignal<PublishCheck | null>(null);
  const busy = useSignal(false);
  const error = useSignal<WordKey | null>(null);
  const look = async (): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    error.value = null;
    const { fingerprint, address } = own;
    const answer = await ask("publish.check", { fingerprint, address, source, ...(server ? { server } : {}) });
    busy.value = false;
    if (answer.ok) check.value = answer.value;
    else error.value = failureWord(answer.code, { unknown: "error_export_unknown" });
  };
  // First in the handler: after an await the click no longer counts as a user gesture.
  const allow = async (host: string): Promise<void> => {
    if (await browser.permissions.request({ origins: [patternOf(`https://${host}`)] })) await look();
  };
  return (
    <div class="stack">
      <div class="row">
        {children}
        <button
          type="button"
          class={kind === "plain" ? "button" : `button ${kind}`}
          aria-disabled={busy.value || undefined}
          onClick={() => void look()}
        >
          <Icon name="search" size={14} />
          {busy.value ? t("publish_checking") : label}
        </button>
      </div>
      <div role="status" class="stack">
        {!busy.value && check.value && <Found check={check.value} own={own} source={source} allow={allow} />}
        {error.value && <Notice tone="bad">{t(error.value)}</Notice>}
      </div>
    </div>
  );
}

interface FoundProps {
  readonly check: PublishCheck;
  readonly own: PublishedKey;
  readonly source: Source;
  readonly allow: (host: string) => Promise<void>;
}

function Found({ check, own, source, allow }: FoundProps) {
  const { result, host, dnssec, at } = check;
  const domain = domainPart(own.address);
  const about = { host: host || domain, domain, address: own.address };
  const sentence =
    result === "not-found" ? tData(`publish_absent_${source}`, about) : tData(`publish_says_${word(result)}`, about);
  return (
    <>
      <Notice
        tone={TONE[result]}
        title={tData(`publish_found_${word(result)}`)}
        actions={
          result === "blocked" && (
            <button type="button" class="button small" onClick={() => void allow(host)}>
              {t("allow_host", { host })}
            </button>
          )
        }
      >
        {sentence} <span class="muted">{t("publish_checked_at", { time: formatTime(at) })}</span>
      </Notice>
      {dnssec && dnssec.chain.length > 0 && (
        <details open={result === "bogus"}>
          <summary>{t("publish_chain")}</summary>
          <Chain chain={dnssec.chain} />
        </details>
      )}
    </>
  );
}

const word = (result: string): string => result.replaceAll("-", "_");
