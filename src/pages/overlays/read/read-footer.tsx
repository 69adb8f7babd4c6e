import { useSignal } from "@preact/signals";
import type { Opened } from "../../../messages/types";
import { Icon } from "../../components/icon";
import { formatDate, t, type WordKey } from "../../i18n";
import { replyText } from "./quote";
import type { ReadModel } from "./read-model";
import type { ShownMessage } from "./shown-message";

interface Props {
  readonly model: ReadModel;
  readonly opened: Opened;
  readonly shown: ShownMessage;
}

export function ReadFooter({ model, opened, shown }: Props) {
  const { job } = model;
  const said = useSignal<WordKey | null>(null);

  const reply = async (opening: string): Promise<void> => {
    said.value = null;
    const name = job.from?.name || job.from?.address || t("read_unknown_sender");
    const lead =
      job.date === null
        ? t("reply_lead_undated", { name })
        : t("reply_lead", { date: formatDate(job.date, "moment"), name });
    if (!(await model.reply(replyText(lead, shown.text, opening)))) said.value = "reply_failed";
  };
  const copy = async (): Promise<void> => {
    said.value = (await toClipboard(shown.text)) ? "read_copied" : "read_copy_failed";
  };

  const invalid = opened.signature.state === "invalid";
  return (
    <div class="foot">
      {job.canReply && invalid && (
        <button type="button" class="button primary" onClick={() => void reply(t("reply_ask_again"))}>
          {t("read_ask_again")}
        </button>
      )}
      {job.canReply && !invalid && (
        <button type="button" class="button" onClick={() => void reply("")}>
          <Icon name="lock" size={14} />
          {t("read_reply")}
        </button>
      )}
      <button type="button" class="button quiet" onClick={() => void copy()}>
        {t("read_copy")}
      </button>
      <span class="spacer" />
      <span class="muted small" aria-live="polite">
        {said.value ? t(said.value) : model.finding.value === "idle" && t("read_nothing_fetched")}
      </span>
    </div>
  );
}

/** The page may not have given our frame the clipboard: then a copy of the selection, which a click always allows. */
async function toClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const box = document.createElement("textarea");
    box.value = text;
    box.className = "visually-hidden";
    document.body.append(box);
    box.select();
    const copied = document.execCommand("copy");
    box.remove();
    return copied;
  }
}
