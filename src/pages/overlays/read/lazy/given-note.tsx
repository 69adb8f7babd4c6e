import type { Mailbox } from "../../../../domain/address";
import { type Named, sameness } from "../../../../domain/message/same-message";
import type { ReadJob } from "../../../../messages/channel";
import { Icon } from "../../../components/icon";
import { formatDate, formatList, t } from "../../../i18n";

interface Props {
  readonly job: Pick<ReadJob, "from" | "date">;
  /** What the file's own header says; null: it has none. */
  readonly named: Named | null;
  /** Who signed it, where it has no header. */
  readonly signer: Mailbox | null;
}

/** Whose message a file is that the user brought, and whether it is the one the page shows. */
export function GivenNote({ job, named, signer }: Props) {
  const file = named ?? { from: signer ? [signer.address] : [], date: null };
  const shown = { from: job.from?.address ?? null, date: job.date };
  const same = sameness(file, shown);
  const who = formatList(file.from);
  const isOther = same === "other-sender" || same === "other-date";
  return (
    <p class="note inset" role={isOther ? "alert" : undefined}>
      <Icon name={isOther ? "warn" : "mail"} />
      <span class="break">
        {same === "other-sender" && t("given_other_sender", { who, shown: shown.from! })}
        {same === "other-date" &&
          t("given_other_date", { who, date: formatDate(file.date!), shown: formatDate(shown.date!) })}
        {same === "same" && t("given_same", { who })}
        {same === "same-sender" && t("given_same_sender", { who })}
        {same === "unseen" && t("given_unseen", { who })}
        {same === "unnamed" && t("given_unnamed")}
      </span>
    </p>
  );
}
