import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { StrongState } from "../../../../../domain/discovery/strong-address";
import type { RecipientState } from "../../../../../domain/trust/contact";
import { writeClass } from "../../../../../domain/trust/message-class";
import type { Replacement } from "../../../../../messages/channel";
import { KeyNotice } from "../../../../components/lazy/key-notice";
import { t, tData, type WordKey } from "../../../../i18n";
import { Unlock } from "../../../frame/unlock-later";
import type { ComposeModel } from "../../compose-model";
import { allAddresses, isUnanswered } from "../../state/recipients";
import type { HandedBy, SealState } from "../../state/sending";
import { Banner, Care, NoKeyButtons } from "../banner";

/** The outcome of a press on Seal: why nothing was started, what is still needed, what failed. */
export function SealBanner({ model }: { model: ComposeModel }) {
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
      return <ByHand model={model} made={state} />;
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

/** The writer asks for more than the organisation does, and so can lower it. */
const canLower = ({ least, session }: ComposeModel): boolean =>
  writeClass(least.value) !== writeClass(session.settings.managed.least);

type Made = Extract<SealState, { step: "by-hand" }>;

/** The page did not take the message: the user carries it there, as a text or as a file. */
function ByHand({ model, made }: { model: ComposeModel; made: Made }) {
  const failed = useSignal(false);
  const give = async (by: HandedBy): Promise<void> => {
    const { handOver } = await import("../../send/lazy/encrypt");
    failed.value = !(await handOver(model, made, by));
    if (!failed.value) model.step({ type: "handed", by });
  };
  const copy = made.shape !== "mime" && (
    <button type="button" class="button small" onClick={() => void give("copy")}>
      {t(made.shape === "sign" ? "by_hand_copy_signed" : "by_hand_copy")}
    </button>
  );
  const save = (
    <button type="button" class="button small" onClick={() => (made.line ? model.attachByHand() : void give("file"))}>
      {t(made.line ? "by_hand_save" : "by_hand_attach")}
    </button>
  );
  const close = made.handed && (
    <button type="button" class="button small" onClick={model.askClose}>
      {t("by_hand_close")}
    </button>
  );
  return (
    <Banner
      icon="clip"
      tone="d"
      alert
      actions={
        <>
          {copy}
          {save}
          {close}
        </>
      }
    >
      {t(failed.value ? "by_hand_not_copied" : byHandWords(made))}
    </Banner>
  );
}

function byHandWords({ line, shape, handed }: Made): WordKey {
  if (handed) return handed === "copy" ? "by_hand_copied" : "by_hand_saved";
  if (line) return "by_hand";
  return shape === "mime" ? "by_hand_file" : "by_hand_text";
}

/** The page's own field must be changed by hand before the sealed text goes in. */
function Retype({ replacements }: { replacements: readonly Replacement[] }) {
  return (
    <Banner icon="warn" tone="d" alert>
      {replacements.map(({ from, to }) => (
        <p key={from}>{t("strong_retype", { from, to })}</p>
      ))}
    </Banner>
  );
}

type Missing = Extract<SealState, { step: "missing-keys" }>;

/** After the press: recipients without a key, or for whom no source could tell. */
function MissingKeys({ model, missing }: { model: ComposeModel; missing: Missing }) {
  const { addresses, strong, unanswered } = missing;
  const again = async (): Promise<void> => {
    await Promise.all(addresses.map((address) => model.keys.again(address)));
    const entries = addresses.map(model.keys.of);
    const answered = unanswered && !entries.some(isUnanswered);
    if (answered || entries.every(({ state }) => state?.state !== "none")) model.step({ type: "cancel" });
  };
  const looking = addresses.some((address) => model.keys.of(address).looking);
  return (
    <Banner
      icon="open"
      tone="d"
      alert
      actions={
        <>
          <button type="button" class="button small" disabled={looking} onClick={() => void again()}>
            {looking ? t("find_key_looking") : t("compose_look_again")}
          </button>
          {!strong && <NoKeyButtons model={model} />}
          {!strong && (
            <button type="button" class="button small" onClick={() => model.step({ type: "send-clear" })}>
              {t(unanswered ? "compose_send_unanswered" : "compose_send_clear")}
            </button>
          )}
        </>
      }
    >
      {missingWords(missing)}
    </Banner>
  );
}

function missingWords({ addresses, strong, unanswered }: Missing): string {
  const who = addresses.join(", ");
  if (strong) return t("compose_missing_strong", { who });
  if (unanswered) return t("compose_unanswered", { who });
  return t(addresses.length === 1 ? "compose_missing_one" : "compose_missing", { who });
}

const UNFIT: readonly StrongState["status"][] = ["mismatch", "weak", "malformed"];

/** Strong addresses among the recipients that nothing can be sealed to, each with its reason and what to do. */
export function StrongBanner({ model }: { model: ComposeModel }) {
  const unfit = allAddresses(model.recipients.value).flatMap((address) => {
    const strong = model.keys.of(address).state?.strong;
    return strong && UNFIT.includes(strong.status) ? [{ address, status: strong.status }] : [];
  });
  return (
    <>
      {unfit.map(({ address, status }) => (
        <Banner
          key={address}
          icon="warn"
          tone="e"
          alert
          still
          actions={
            status === "mismatch" && (
              <button
                type="button"
                class="button small"
                disabled={model.keys.of(address).looking}
                onClick={() => void model.keys.again(address)}
              >
                {t("compose_look_again")}
              </button>
            )
          }
        >
          {tData(`strong_${status}`, { who: address })}
        </Banner>
      ))}
    </>
  );
}

/** Recipients whose key was replaced without the writer's doing, named before anything is sealed to the new key. */
export function KeyNotices({ model }: { model: ComposeModel }) {
  const { to, cc, bcc } = model.recipients.value;
  const people = new Map([...to, ...cc, ...bcc].map((one) => [one.address, one]));
  return (
    <>
      {[...people.values()].map(({ address, name }) => {
        const { state } = model.keys.of(address);
        if (!state?.notice) return null;
        const dismissed = () => model.keys.putState({ ...state, notice: null });
        return (
          <KeyNotice
            key={address}
            name={name || address}
            address={address}
            notice={state.notice}
            found={{ sources: state.key?.sources ?? [], outcomes: state.outcomes }}
            onDismissed={dismissed}
          />
        );
      })}
    </>
  );
}

interface Props {
  readonly model: ComposeModel;
  /** Recipients who may have a key that no source could tell us about. */
  readonly unanswered: readonly string[];
  /** Whose key is used although it could not be stored. */
  readonly unkept: readonly RecipientState[];
  /** Buttons for the other ways, unless the banner about recipients without a key already has them. */
  readonly children: ComponentChildren;
}

/** Recipients for whom no source could tell, and keys that could not be stored and are known for now only. */
export function Unanswered({ model, unanswered, unkept, children }: Props) {
  const again = () => void Promise.all(unanswered.map(model.keys.again));
  return (
    <>
      {unanswered.length > 0 && (
        <Banner
          icon="question"
          tone="d"
          actions={
            <>
              <button type="button" class="button small" onClick={again}>
                {t("compose_look_again")}
              </button>
              {children}
            </>
          }
        >
          {t("nokey_unanswered", { who: unanswered.join(", ") })}
        </Banner>
      )}
      {unkept.length > 0 && (
        <Banner icon="warn" tone="d">
          {t(`unkept_${unkept[0]!.unkept!}`, { who: unkept.map(({ address }) => address).join(", ") })}
        </Banner>
      )}
    </>
  );
}
