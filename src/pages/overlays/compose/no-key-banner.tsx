import type { ComponentChildren } from "preact";
import { needsKey } from "../../../domain/discovery/plan";
import { isAboveDefault } from "../../../domain/trust/message-class";
import type { TrustState } from "../../../messages/types";
import { Icon, type IconName } from "../../components/icon";
import { t } from "../../i18n";
import type { ComposeModel } from "./compose-model";
import { allAddresses } from "./recipient-keys";
import { isUnanswered } from "./recipient-words";
import { hasStrong } from "./strong-binding";
import "./no-key.css";

/** Nobody is asked to send what is here, whatever it is worth. */
const HAVE_ONE: readonly TrustState[] = ["candidate", "mail-only"];

/** Recipients for whom no key is at hand, once everybody was asked. */
export function keyless(model: ComposeModel): string[] {
  model.keys.entries.value;
  const { value } = model.seal;
  if (value.step === "missing-keys") return [...value.addresses];
  return allAddresses(model.recipients.value).filter((address) => {
    const { state, looking } = model.keys.of(address);
    return state !== null && !looking && needsKey(state.state) && !HAVE_ONE.includes(state.state);
  });
}

/** Who has no key, and who may have one that nobody could tell of, before anything is pressed. */
export function NoKeyBanner({ model }: { model: ComposeModel }) {
  const all = keyless(model);
  const unsure = all.filter((address) => isUnanswered(model.keys.of(address)));
  const sure = all.filter((address) => !unsure.includes(address));
  const { step } = model.seal.value;
  const early = step === "writing" || step === "refused";
  if (!early || model.start.value.is !== "ready" || hasStrong(model.recipients.value)) return null;
  const again = () => void Promise.all(unsure.map(model.keys.again));
  return (
    <>
      {sure.length > 0 && (
        <Note icon="open" actions={<NoKeyButtons model={model} />}>
          {t(sure.length === 1 ? "nokey_has_none" : "nokey_have_none", { who: sure.join(", ") })}
        </Note>
      )}
      {unsure.length > 0 && (
        <Note
          icon="question"
          actions={
            <button type="button" class="button small" onClick={again}>
              {t("compose_look_again")}
            </button>
          }
        >
          {t("nokey_unanswered", { who: unsure.join(", ") })}
        </Note>
      )}
    </>
  );
}

/** Whose key is used although it could not be stored. */
export function UnkeptBanner({ model }: { model: ComposeModel }) {
  model.keys.entries.value;
  const unkept = allAddresses(model.recipients.value).flatMap((address) => {
    const { state } = model.keys.of(address);
    return state?.unkept && state.key ? [{ address, why: state.unkept }] : [];
  });
  if (unkept.length === 0) return null;
  const who = unkept.map(({ address }) => address).join(", ");
  return <Note icon="warn">{t(`unkept_${unkept[0]!.why}`, { who })}</Note>;
}

function Note({ icon, actions, children }: { icon: IconName; actions?: ComponentChildren; children: string }) {
  return (
    <div class="note wrap">
      <span class="text-d">
        <Icon name={icon} />
      </span>
      <span class="grow break">{children}</span>
      {actions && <span class="row">{actions}</span>}
    </div>
  );
}

/** Nobody is invited to have a key who may well have one. */
export function NoKeyButtons({ model, unanswered = false }: { model: ComposeModel; unanswered?: boolean | undefined }) {
  return (
    <>
      {!unanswered && (
        <button type="button" class="button small" onClick={() => model.noKey.show("invite")}>
          {t("nokey_invite")}
        </button>
      )}
      {!isAboveDefault(model.least.value) && (
        <button type="button" class="button small" onClick={() => model.noKey.show("letter")}>
          {t("nokey_letter")}
        </button>
      )}
    </>
  );
}
