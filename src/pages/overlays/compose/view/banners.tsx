import type { ComponentChildren } from "preact";
import type { StrongState } from "../../../../domain/discovery/strong-address";
import { writeClass } from "../../../../domain/trust/message-class";
import type { Replacement } from "../../../../messages/channel";
import { Icon } from "../../../components/icon";
import { t, tData } from "../../../i18n";
import { ClockNote } from "../../frame/clock-note-later";
import { lazily } from "../../frame/lazily";
import { Unlock } from "../../frame/unlock-later";
import type { ComposeModel } from "../compose-model";
import { allAddresses, hasStrong, isUnanswered } from "../state/recipients";
import { Banner, keyless, NoKeyButtons } from "./banner";

/** Most messages are sealed at the first press. */
const MissingKeys = lazily(() => import("./lazy/recipient-banners").then((part) => part.MissingKeys));

/** Rarely anybody's key is from mail alone. */
const Unchecked = lazily(() => import("./lazy/recipient-banners").then((part) => part.Unchecked));

const DraftNotices = lazily(() => import("./lazy/draft-banners").then((part) => part.DraftNotices));

const KeyNotices = lazily(() => import("./lazy/recipient-banners").then((part) => part.KeyNotices));

/** Hardly anybody's key was replaced since the last message. */
function Replaced({ model }: { model: ComposeModel }) {
  model.keys.entries.value;
  const some = allAddresses(model.recipients.value).some((address) => model.keys.of(address).state?.notice);
  return some ? <KeyNotices model={model} /> : null;
}

/** Only a draft that was taken up has any of it. */
function TakenUp({ model }: { model: ComposeModel }) {
  const { lost, meant, written } = model;
  const some = lost.value.length + meant.value.length + written.quotedFor.value.length > 0;
  return some ? <DraftNotices model={model} /> : null;
}

/** Recipients whose key came by mail alone, while their domain has not said anything about it. */
function UncheckedBanner({ model }: { model: ComposeModel }) {
  model.keys.entries.value;
  const waiting = allAddresses(model.recipients.value).map((address) => {
    const { state, looking } = model.keys.of(address);
    const waits = state?.unchecked && !looking && state.strong?.status !== "match";
    return waits && <Unchecked key={address} model={model} state={state} />;
  });
  return <>{waiting}</>;
}

/** Most people begin with nothing to go on with. */
const Offer = lazily(() => import("./lazy/draft-banners").then((part) => part.Offer));
const MayBeOut = lazily(() => import("./lazy/draft-banners").then((part) => part.MayBeOut));

const Care = ({ children }: { children: ComponentChildren }) => (
  <Banner icon="warn" tone="d" alert>
    {children}
  </Banner>
);

/** What the writer must know or decide, between text and buttons. */
export function Banners({ model }: { model: ComposeModel }) {
  const { job, reopened, stopped, offered, start, session } = model;
  const { clockFault } = session;
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
      <StrongBanner model={model} />
      <NoKeyBanner model={model} />
      <UncheckedBanner model={model} />
      <SealBanner model={model} />
      {model.left.value.length > 0 && <Care>{t("compose_left", { files: model.left.value.join(", ") })}</Care>}
      {model.recipients.value.bcc.length > 0 && <p class="small muted">{t("compose_bcc_note")}</p>}
      {reopened.value && <p class="small muted">{t("compose_reopened")}</p>}
      {tookOver && <p class="small muted">{t("compose_autosave")}</p>}
    </div>
  );
}

function SealBanner({ model }: { model: ComposeModel }) {
  const state = model.seal.value;
  switch (state.step) {
    case "refused":
      return <Care>{tData(`refused_${state.why.replaceAll("-", "_")}`)}</Care>;
    case "locked":
      return (
        <div class="note">
          <Unlock
            why={t("unlock_why_seal")}
            onUnlocked={() => model.step({ type: "unlocked" })}
            onCancel={() => model.step({ type: "cancel" })}
          />
        </div>
      );
    case "missing-keys":
      return <MissingKeys model={model} missing={state} />;
    case "below-class":
      return (
        <Banner icon="person" tone="d" alert>
          {tData(`below_${state.missing}`, { who: state.addresses.join(", ") })}{" "}
          {t(canLower(model) ? "below_or_lower" : "below_fixed")}
        </Banner>
      );
    case "retype":
      return <Retype replacements={state.replacements} />;
    case "by-hand":
      return <ByHand model={model} />;
    case "held":
      return (
        <Banner icon="warn" tone="e" alert>
          {t("compose_held", { who: state.addresses.join(", ") })}
        </Banner>
      );
    case "failed":
      return (
        <Banner icon="warn" tone="e" alert>
          {tData(`seal_${state.code.replaceAll("-", "_")}`)}
        </Banner>
      );
    default:
      return null;
  }
}

/** Whether the writer, and not only the organisation, asks for what is asked. */
const canLower = ({ least, session }: ComposeModel): boolean =>
  writeClass(least.value) !== writeClass(session.settings.managed.least);

/** The page did not take the sealed file: the user does it. */
function ByHand({ model }: { model: ComposeModel }) {
  return (
    <Banner
      icon="clip"
      tone="d"
      alert
      actions={
        <button type="button" class="button small" onClick={() => void model.attachByHand()}>
          {t("by_hand_save")}
        </button>
      }
    >
      {t("by_hand")}
    </Banner>
  );
}

const UNFIT: readonly StrongState["status"][] = ["mismatch", "weak", "malformed"];

/** Strong addresses among the recipients that nothing can be sealed to, each with its reason and what to do. */
function StrongBanner({ model }: { model: ComposeModel }) {
  model.keys.entries.value;
  const unfit = allAddresses(model.recipients.value).flatMap((address) => {
    const strong = model.keys.of(address).state?.strong;
    return strong && UNFIT.includes(strong.status) ? [{ address, status: strong.status }] : [];
  });
  return (
    <>
      {unfit.map(({ address, status }) => (
        <div class="note wrap bad" role="alert" key={address}>
          <span class="text-e">
            <Icon name="warn" />
          </span>
          <span class="grow break">{tData(`strong_${status}`, { who: address })}</span>
          {status === "mismatch" && (
            <button
              type="button"
              class="button small"
              disabled={model.keys.of(address).looking}
              onClick={() => void model.keys.again(address)}
            >
              {t("compose_look_again")}
            </button>
          )}
        </div>
      ))}
    </>
  );
}

/** The page's own field must be changed by hand before the sealed text goes in. */
function Retype({ replacements }: { replacements: readonly Replacement[] }) {
  return (
    <div class="note wrap" role="alert">
      <span class="text-d">
        <Icon name="warn" />
      </span>
      <div class="grow break">
        {replacements.map(({ from, to }) => (
          <p key={from}>{t("strong_retype", { from, to })}</p>
        ))}
      </div>
    </div>
  );
}

const Unsure = lazily(() => import("./lazy/recipient-banners").then((part) => part.Unsure));

/** Who has no key, who may have one that nobody could tell of, and what can be done, before anything is pressed. */
function NoKeyBanner({ model }: { model: ComposeModel }) {
  const all = keyless(model);
  const unsure = all.filter((address) => isUnanswered(model.keys.of(address)));
  const who = all.filter((address) => !unsure.includes(address));
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
        <div class="note wrap">
          <span class="text-d">
            <Icon name="open" />
          </span>
          <span class="grow break">
            {t(who.length === 1 ? "nokey_has_none" : "nokey_have_none", { who: who.join(", ") })}
          </span>
          <span class="row">
            <NoKeyButtons model={model} />
          </span>
        </div>
      )}
      {unsure.length + unkept.length > 0 && (
        <Unsure model={model} unsure={unsure} unkept={unkept}>
          {who.length === 0 && <NoKeyButtons model={model} />}
        </Unsure>
      )}
    </>
  );
}
