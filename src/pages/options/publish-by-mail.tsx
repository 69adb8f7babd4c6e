import { useSignal } from "@preact/signals";
import type { PublishedKey, Submission } from "../../domain/publish/published";
import type { CodeOf, Failed } from "../../domain/result";
import type { SubmissionFailure } from "../../messages/calls/publishing";
import browser from "../../platform/browser";
import { patternOf } from "../../platform/match-pattern";
import { type AskCode, ask } from "../components/ask";
import { Icon } from "../components/icon";
import { Notice } from "../components/notice";
import { saveFile } from "../components/save-file";
import { t, tData } from "../i18n";
import { PublishCard } from "./publish-card";

type NotTaken = Failed<SubmissionFailure | AskCode>;

/** For providers that publish their users' keys and accept them by mail. */
export function PublishByMail({ own, domain }: { own: PublishedKey; domain: string }) {
  const busy = useSignal(false);
  const made = useSignal<Submission | null>(null);
  const failure = useSignal<NotTaken | null>(null);
  const saved = useSignal(false);
  const look = async (): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    failure.value = null;
    saved.value = false;
    const { fingerprint, address } = own;
    const answer = await ask("publish.submission", { fingerprint, address });
    busy.value = false;
    made.value = answer.ok ? answer.value : null;
    if (!answer.ok) failure.value = answer;
  };
  const allow = async (hosts: readonly string[]): Promise<void> => {
    if (await browser.permissions.request({ origins: hosts.map((host) => patternOf(`https://${host}`)) })) await look();
  };
  return (
    <PublishCard
      icon="mail"
      title={t("publish_mail_title")}
      what={t("publish_mail_what", { domain })}
      reveals={t("publish_mail_reveals", { domain })}
    >
      <div class="row">
        <button
          type="button"
          class={made.value ? "button" : "button primary"}
          aria-disabled={busy.value || undefined}
          onClick={() => void look()}
        >
          <Icon name="search" size={14} />
          {busy.value ? t("publish_checking") : t("publish_mail_ask", { domain })}
        </button>
      </div>
      <div role="status" class="stack">
        {failure.value && <Refusal failure={failure.value} domain={domain} allow={allow} />}
        {made.value && (
          <Notice
            tone="good"
            title={t("publish_mail_offered", { domain })}
            actions={
              <button
                type="button"
                class="button primary"
                onClick={() => {
                  saveFile(made.value!.fileName, made.value!.mail, "message/rfc822");
                  saved.value = true;
                }}
              >
                <Icon name="download" size={14} />
                {t("publish_mail_save")}
              </button>
            }
          >
            <p>{t("publish_mail_how", { to: made.value.to, address: own.address })}</p>
            <p>{made.value.asksBack ? t("publish_mail_asks_back") : t("publish_mail_at_once")}</p>
          </Notice>
        )}
        {saved.value && <p class="done-line">{t("backup_saved", { file: made.value!.fileName })}</p>}
      </div>
    </PublishCard>
  );
}

interface RefusalProps {
  readonly failure: NotTaken;
  readonly domain: string;
  readonly allow: (hosts: readonly string[]) => Promise<void>;
}

const OWN_WORDS: readonly string[] = [
  "none",
  "no-key",
  "mailbox-only",
  "blocked",
  "unreachable",
] satisfies CodeOf<SubmissionFailure>[];

function Refusal({ failure, domain, allow }: RefusalProps) {
  const { code } = failure;
  const hosts = "hosts" in failure ? failure.hosts : [];
  if (!OWN_WORDS.includes(code)) return <Notice tone="bad">{t("error_internal")}</Notice>;
  const plain = code === "none" || code === "blocked";
  return (
    <Notice
      tone={plain ? "plain" : "care"}
      actions={
        code === "blocked" && (
          <button type="button" class="button small" onClick={() => void allow(hosts)}>
            {t("allow_host", { host: hosts.join(", ") })}
          </button>
        )
      }
    >
      {tData(`publish_mail_${code.replaceAll("-", "_")}`, { domain, host: hosts.join(", ") })}
    </Notice>
  );
}
