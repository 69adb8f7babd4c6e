import { useSignal } from "@preact/signals";
import type { KeyServer } from "../../domain/discovery/lookup";
import type { AddressUpload } from "../../domain/publish/key-server";
import type { PublishedKey } from "../../domain/publish/published";
import type { CodeOf } from "../../domain/result";
import type { UploadFailure } from "../../messages/calls/publishing";
import browser from "../../platform/browser";
import { patternOf } from "../../platform/match-pattern";
import { type AskCode, ask } from "../components/ask";
import { Icon } from "../components/icon";
import { Notice } from "../components/notice";
import { t, tData } from "../i18n";
import { PublishCard } from "./publish-card";
import { Check } from "./publish-check";

interface ServerProps {
  readonly own: PublishedKey;
  readonly server: KeyServer;
  /** A link led here. */
  readonly led?: boolean;
}

/** A server that confirms addresses by mail: upload, confirm, check. */
export function PublishOnServer({ own, server, led = false }: ServerProps) {
  const host = new URL(server.origin).host;
  return (
    <PublishCard
      icon="server"
      title={host}
      what={t("publish_server_what", { host })}
      reveals={t("publish_server_reveals", { host, address: own.address })}
      led={led}
    >
      {server.kind === "vks" ? (
        <Upload own={own} server={server} host={host} />
      ) : (
        <>
          <p>{t("publish_server_by_hand", { host })}</p>
          <Check own={own} source="server" server={server.origin}>
            <a class="button primary" href={server.origin} target="_blank" rel="noreferrer">
              {t("publish_server_open", { host })}
            </a>
          </Check>
        </>
      )}
    </PublishCard>
  );
}

interface UploadProps {
  readonly own: PublishedKey;
  readonly server: KeyServer;
  readonly host: string;
}

function Upload({ own, server, host }: UploadProps) {
  const state = useSignal<AddressUpload | null>(null);
  const busy = useSignal(false);
  const failed = useSignal<CodeOf<UploadFailure> | AskCode | null>(null);
  const { fingerprint, address } = own;
  const send = async (): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    failed.value = null;
    const request = { fingerprint, address, server: server.origin };
    const language = document.documentElement.lang === "fr" ? "fr" : "en";
    const token = state.value?.token;
    const answer = token
      ? await ask("publish.confirm", { ...request, token, language })
      : await ask("publish.upload", request);
    busy.value = false;
    if (answer.ok) state.value = answer.value;
    // The token may have expired: the next click uploads again, which is harmless.
    else state.value = null;
    failed.value = answer.ok ? null : answer.code;
  };
  const allow = async (): Promise<void> => {
    if (await browser.permissions.request({ origins: [patternOf(server.origin)] })) await send();
  };
  const at = state.value?.state;
  return (
    <div class="stack">
      <div role="status" class="stack">
        {at && (
          <Notice
            tone={at === "published" ? "good" : at === "revoked" ? "bad" : "plain"}
            title={tData(`publish_upload_${at}`)}
          >
            {tData(`publish_upload_${at}_text`, { host, address })}
          </Notice>
        )}
        {failed.value && (
          <Notice
            tone={failed.value === "blocked" ? "plain" : "care"}
            actions={
              failed.value === "blocked" && (
                <button type="button" class="button small" onClick={() => void allow()}>
                  {t("allow_host", { host })}
                </button>
              )
            }
          >
            {OWN_WORDS.includes(failed.value)
              ? tData(`publish_upload_${failed.value.replaceAll("-", "_")}`, { host })
              : t("error_internal")}
          </Notice>
        )}
      </div>
      <Check
        own={own}
        source="server"
        server={server.origin}
        kind={at === "pending" || at === "published" ? "primary" : "plain"}
        label={at === "pending" ? t("publish_check_clicked") : t("publish_check")}
      >
        {at !== "published" && at !== "revoked" && (
          <button
            type="button"
            class={at === "pending" ? "button" : "button primary"}
            aria-disabled={busy.value || undefined}
            onClick={() => void send()}
          >
            <Icon name={at ? "mail" : "upload"} size={14} />
            {busy.value ? t("publish_sending") : t(LABEL[at ?? "new"])}
          </button>
        )}
      </Check>
    </div>
  );
}

const LABEL = {
  new: "publish_upload",
  unpublished: "publish_upload_confirm",
  pending: "publish_upload_confirm_again",
} as const;

const OWN_WORDS: readonly string[] = [
  "refused-key",
  "wait",
  "blocked",
  "unreachable",
] satisfies CodeOf<UploadFailure>[];
