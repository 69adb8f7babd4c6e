import type { DraftSummary } from "../../../../domain/draft-summary";
import { formatDate, formatTime, t } from "../../../i18n";
import { type ComposeModel, isOpen } from "../compose-model";
import { Banner } from "./banner";

/** A draft that could go on here. */
export function Offer({ model }: { model: ComposeModel }) {
  const summary = model.offered.value!;
  const open = isOpen(summary);
  return (
    <Banner
      icon="clip"
      tone="u"
      actions={
        <>
          <button type="button" class="button small" onClick={() => void model.restoreOffer()}>
            {t(open ? "compose_take_over" : "compose_restore")}
          </button>
          <button
            type="button"
            class="button small quiet"
            {...(open ? {} : { "data-careful": "seen" })}
            onClick={() => void model.refuseOffer()}
          >
            {t(open ? "compose_leave_there" : "compose_discard")}
          </button>
        </>
      }
    >
      {offerWords(summary)}
      {summary.leftAt !== null && ` ${t("compose_may_be_out", { time: formatWhen(summary.leftAt) })}`}
    </Banner>
  );
}

const isToday = (at: number): boolean => new Date(at).toDateString() === new Date().toDateString();
const formatWhen = (at: number): string => (isToday(at) ? formatTime(at) : formatDate(at, "moment"));

function offerWords(summary: DraftSummary): string {
  const { savedAt, placedAt } = summary;
  if (isOpen(summary)) return t("compose_open_elsewhere", { time: formatWhen(savedAt) });
  if (placedAt !== null) return t("compose_offer_placed", { time: formatTime(placedAt) });
  return isToday(savedAt)
    ? t("compose_unfinished", { time: formatTime(savedAt) })
    : t("compose_unfinished_older", { date: formatDate(savedAt) });
}

/** Of a message that came back, and that may have gone out before. */
export const MayBeOut = ({ at }: { at: number }) => (
  <Banner icon="warn" tone="d" alert>
    {t("compose_may_be_out", { time: formatWhen(at) })}
  </Banner>
);
