import { useSignal } from "@preact/signals";
import { addressKey } from "../../../domain/address";
import type { Opened } from "../../../domain/message/opened";
import { ownAddresses } from "../../../domain/speaker";
import { careful } from "../../components/careful";
import { Icon } from "../../components/icon";
import { copyText } from "../../components/lazy/copy-text";
import { formatDate, t, type WordKey } from "../../i18n";
import type { AnswerOutcome } from "./lazy/quote-draft";
import type { AnswerKind } from "./lazy/quote-mail";
import type { ReadModel } from "./read-model";
import type { ShownMessage } from "./shown-message";

interface Props {
  readonly model: ReadModel;
  readonly opened: Opened;
  readonly shown: ShownMessage;
}

export function ReadFooter({ model, opened, shown }: Props) {
  const said = useSignal<WordKey | null>(null);

  const asking = useSignal<Asked | null>(null);

  const begin = async (kind: AnswerKind, opening = "", quote: boolean | null = null): Promise<void> => {
    said.value = null;
    asking.value = null;
    const lead = kind === "forward" ? forwardLead(model, shown) : replyLead(model);
    const outcome = await model.answer(kind, { lead, opening }, quote);
    if (outcome === "ask") asking.value = { kind, opening };
    else said.value = OUTCOMES[outcome];
  };
  const copy = async (): Promise<void> => {
    said.value = (await copyText(shown.text)) ? "read_copied" : "read_copy_failed";
  };

  const invalid = opened.signature.state === "invalid";
  const { canReply, canForward } = model.answers.value;
  const asked = asking.value;
  if (asked)
    return (
      <div class="note inset" role="alert">
        <Icon name="warn" />
        <div class="stack">
          <p>{t(asked.kind === "forward" ? "quote_why_forward" : "quote_why")}</p>
          <div class="row">
            <button type="button" class="button" onClick={() => void begin(asked.kind, asked.opening, false)}>
              {t("quote_without")}
            </button>
            <button
              type="button"
              class="button quiet"
              {...careful("quote")}
              onClick={() => void begin(asked.kind, asked.opening, true)}
            >
              {t("quote_anyway")}
            </button>
          </div>
        </div>
      </div>
    );
  return (
    <div class="foot">
      {invalid && (
        <button type="button" class="button primary" onClick={() => void begin("reply", t("reply_ask_again"), false)}>
          {t("read_ask_again")}
        </button>
      )}
      {!invalid && (
        <>
          <button type="button" class="button" onClick={() => void begin("reply")}>
            <Icon name="lock" size={14} />
            {t(canReply ? "read_reply" : "read_reply_own")}
          </button>
          {canReply && goesToMore(model, shown) && (
            <button type="button" class="button" onClick={() => void begin("all")}>
              {t("read_reply_all")}
            </button>
          )}
          <button type="button" class="button" onClick={() => void begin("forward")}>
            {t(canForward ? "read_forward" : "read_forward_own")}
          </button>
        </>
      )}
      <button type="button" class="button quiet" onClick={() => void copy()}>
        {t("read_copy")}
      </button>
      <span class="spacer" />
      <span class="muted small" aria-live="polite">
        {model.notOpened.value
          ? t("reply_not_opened")
          : said.value
            ? t(said.value)
            : model.finding.value === "idle" && t("read_nothing_fetched")}
      </span>
    </div>
  );
}

/** The answer that waits for the user's decision to quote. */
interface Asked {
  readonly kind: AnswerKind;
  readonly opening: string;
}

const OUTCOMES: Readonly<Record<Exclude<AnswerOutcome, "ask">, WordKey | null>> = {
  begun: null,
  "begun-unquoted": "reply_not_quoted",
  "new-mail": "reply_new_mail",
  kept: "reply_kept",
  failed: "reply_failed",
  "whose-key": "reply_whose_key",
  full: "draft_full",
  "files-failed": "reply_files_failed",
};

const senderOf = ({ job: { from } }: ReadModel): string | null => from && (from.name || from.address);

function replyLead(model: ReadModel): string {
  const name = senderOf(model);
  const date = model.job.date === null ? null : formatDate(model.job.date, "moment");
  if (name === null) return date === null ? t("reply_lead_neither") : t("reply_lead_unnamed", { date });
  return date === null ? t("reply_lead_undated", { name }) : t("reply_lead", { date, name });
}

/** The lines that mail programs put above a forwarded message. */
function forwardLead(model: ReadModel, { headers }: ShownMessage): string {
  const { date, to } = model.job;
  const name = senderOf(model);
  const names = headers?.to.length ? headers.to.map(({ address }) => address) : to;
  return [
    `---------- ${t("forward_lead")} ----------`,
    ...(name === null ? [] : [t("forward_from", { name })]),
    ...(date === null ? [] : [t("forward_date", { date: formatDate(date, "moment") })]),
    ...(headers?.subject ? [t("forward_subject", { subject: headers.subject })] : []),
    ...(names.length === 0 ? [] : [t("forward_to", { names: names.join(", ") })]),
  ].join("\n");
}

/** Whether anyone besides the user and the sender received the message. */
function goesToMore({ job, session }: ReadModel, { headers }: ShownMessage): boolean {
  const sealedTo = [...(headers?.to ?? []), ...(headers?.cc ?? [])].map(({ address }) => address);
  const known = [...ownAddresses(session.identities, job.account), job.from?.address ?? ""];
  const alone = new Set(known.map(addressKey));
  return [...sealedTo, ...job.to].some((address) => !alone.has(addressKey(address)));
}
