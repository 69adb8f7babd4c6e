import { CONTACT_AXES, type ContactAxis, contactIndex } from "../../domain/privacy/contact-index";
import { bestHint } from "../../domain/privacy/hints";
import type { Contact } from "../../domain/trust/contact";
import { Badge } from "../components/badge";
import { Hint } from "../components/hint";
import { Axes, Cap, Contributions, HowCounted, Sum } from "../components/lazy/why";
import { t } from "../i18n";

/** How private mail with this contact can be, and on request why: the key, whose it is, and its history. */
export function ContactGrade({ contact }: { contact: Contact }) {
  const { address, state, key, days } = contact;
  const index = contactIndex({ address, state, key, signedDays: days.signed, sealedDays: days.sealed }, Date.now());
  const hint = bestHint<ContactAxis>(index.contributions);
  return (
    <section class="pad stack" aria-label={t("contact_index")}>
      <div class="row">
        <Badge grade={index.grade} speaks="sure" />
        {index.grade !== "u" && <strong>{t("index_score", { score: index.score })}</strong>}
        <span class="muted small">{t("contact_index")}</span>
      </div>
      <Cap index={index} speaks="sure" />
      <details>
        <summary>{t("index_panel")}</summary>
        <div class="stack">
          <Axes index={index} axes={CONTACT_AXES} />
          <Contributions contributions={index.contributions} />
          <Sum index={index} axes={CONTACT_AXES} />
          {hint?.hint && <Hint id={hint.hint} evidence={hint.evidence} />}
          <HowCounted section="a-contacts-letter" />
        </div>
      </details>
    </section>
  );
}
