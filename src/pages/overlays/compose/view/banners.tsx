import { t } from "../../../i18n";
import { ClockNote } from "../../frame/clock-note-later";
import { lazily } from "../../frame/lazily";
import type { ComposeModel } from "../compose-model";
import { allAddresses, hasStrong, isUnanswered } from "../state/recipients";
import type { SealState } from "../state/sending";
import { Banner, Care, keyless, NoKeyButtons } from "./banner";

/** Most messages are sealed at the first press. */
const SealBanner = lazily(() => import("./lazy/rare-banners").then((part) => part.SealBanner));

/** States in which a press on Seal needs words. */
const NEEDS_WORDS: readonly SealState["step"][] = [
  ...(["refused", "locked", "missing-keys", "below-class", "retype", "by-hand", "held", "failed"] as const),
];

/** A key known from mail alone is rare. */
const Unchecked = lazily(() => import("./lazy/recipient-card").then((part) => part.Unchecked));

const DraftNotices = lazily(() => import("./lazy/draft-banners").then((part) => part.DraftNotices));

const KeyNotices = lazily(() => import("./lazy/rare-banners").then((part) => part.KeyNotices));

/** Most addresses name no key. */
const StrongBanner = lazily(() => import("./lazy/rare-banners").then((part) => part.StrongBanner));

/** Hardly anybody's key was replaced since the last message. */
function Replaced({ model }: { model: ComposeModel }) {
  const some = allAddresses(model.recipients.value).some((address) => model.keys.of(address).state?.notice);
  return some ? <KeyNotices model={model} /> : null;
}

/** Only a restored draft has any of these. */
function TakenUp({ model }: { model: ComposeModel }) {
  const { lost, meant, written } = model;
  const some = lost.value.length + meant.value.length + written.quotedFor.value.length > 0;
  return some ? <DraftNotices model={model} /> : null;
}

/** Recipients whose key came by mail alone, while their domain has not said anything about it. */
function UncheckedBanner({ model }: { model: ComposeModel }) {
  const waiting = allAddresses(model.recipients.value).map((address) => {
    const { state, looking } = model.keys.of(address);
    const waits = state?.unchecked && !looking && state.strong?.status !== "match";
    return waits && <Unchecked key={address} model={model} state={state} />;
  });
  return <>{waiting}</>;
}

/** Most people start without a draft to continue. */
const Offer = lazily(() => import("./lazy/draft-banners").then((part) => part.Offer));
const MayBeOut = lazily(() => import("./lazy/draft-banners").then((part) => part.MayBeOut));

/** What the writer must know or decide, between text and buttons. */
export function Banners({ model }: { model: ComposeModel }) {
  const { job, written, reopened, stopped, offered, start, session } = model;
  const { clockFault } = session;
  const someStrong = allAddresses(model.recipients.value).some((one) => model.keys.of(one).state?.strong);
  const tookOver = job.taken.trim() !== "" && !reopened.value && start.value.is === "ready";
  return (
    <div class="banners">
      {clockFault && <ClockNote fault={clockFault} />}
      {stopped.value && <Care>{t("compose_page_send_stopped")}</Care>}
      {model.moving.pageGone.value && <Care>{t("window_page_gone")}</Care>}
      {model.moving.failed.value && (
        <Care>{t(model.moving.failed.value === "private" ? "window_private" : "window_failed")}</Care>
      )}
      {offered.value && start.value.is === "ready" && <Offer model={model} />}
      {model.draft.value.is === "taken" && <Care>{t("draft_taken")}</Care>}
      {model.leftAt.value !== null && start.value.is === "ready" && <MayBeOut at={model.leftAt.value} />}
      <TakenUp model={model} />
      <Replaced model={model} />
      {someStrong && <StrongBanner model={model} />}
      <NoKeyBanner model={model} />
      <UncheckedBanner model={model} />
      {NEEDS_WORDS.includes(model.seal.value.step) && <SealBanner model={model} />}
      {model.left.value.length > 0 && <Care>{t("compose_left", { files: model.left.value.join(", ") })}</Care>}
      {model.recipients.value.bcc.length > 0 && <p class="small muted">{t("compose_bcc_note")}</p>}
      {reopened.value && <p class="small muted">{t("compose_reopened")}</p>}
      {job.entityRoom ? <p class="small muted">{t(written.leavesAs.value)}</p> : null}
      {tookOver && <p class="small muted">{t("compose_autosave")}</p>}
    </div>
  );
}

const Unanswered = lazily(() => import("./lazy/rare-banners").then((part) => part.Unanswered));

/** Before the press: recipients without a key, those for whom no source could tell, and what can be done. */
function NoKeyBanner({ model }: { model: ComposeModel }) {
  const all = keyless(model);
  const unanswered = all.filter((address) => isUnanswered(model.keys.of(address)));
  const who = all.filter((address) => !unanswered.includes(address));
  const unkept = allAddresses(model.recipients.value).flatMap((address) => {
    const { state } = model.keys.of(address);
    return state?.unkept && state.key ? [state] : [];
  });
  const { step } = model.seal.value;
  const early = step === "writing" || step === "refused";
  if (!early || model.start.value.is !== "ready" || hasStrong(model.recipients.value)) return null;
  return (
    <>
      {who.length > 0 && (
        <Banner icon="open" tone="d" actions={<NoKeyButtons model={model} />}>
          {t(who.length === 1 ? "nokey_has_none" : "nokey_have_none", { who: who.join(", ") })}
        </Banner>
      )}
      {unanswered.length + unkept.length > 0 && (
        <Unanswered model={model} unanswered={unanswered} unkept={unkept}>
          {who.length === 0 && <NoKeyButtons model={model} />}
        </Unanswered>
      )}
    </>
  );
}
