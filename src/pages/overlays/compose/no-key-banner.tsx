import { needsKey } from "../../../domain/discovery/plan";
import { isAboveDefault } from "../../../domain/trust/message-class";
import type { TrustState } from "../../../messages/types";
import { Icon } from "../../components/icon";
import { t } from "../../i18n";
import type { ComposeModel } from "./compose-model";
import { allAddresses } from "./recipient-keys";
import { hasStrong } from "./strong-binding";
import "./no-key.css";

/** Nobody is asked to send what is here, whatever it is worth. */
const HAVE_ONE: readonly TrustState[] = ["candidate", "mail-only"];

/** Recipients who have no key as far as everybody was asked. */
export function keyless(model: ComposeModel): string[] {
  model.keys.entries.value;
  const { value } = model.seal;
  if (value.step === "missing-keys") return [...value.addresses];
  return allAddresses(model.recipients.value).filter((address) => {
    const { state, looking } = model.keys.of(address);
    return state !== null && !looking && needsKey(state.state) && !HAVE_ONE.includes(state.state);
  });
}

/** Who has no key, and what can be done, before anything is pressed. */
export function NoKeyBanner({ model }: { model: ComposeModel }) {
  const who = keyless(model);
  const { step } = model.seal.value;
  const early = step === "writing" || step === "refused";
  if (who.length === 0 || !early || model.start.value.is !== "ready" || hasStrong(model.recipients.value)) return null;
  return (
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
  );
}

export function NoKeyButtons({ model }: { model: ComposeModel }) {
  return (
    <>
      <button type="button" class="button small" onClick={() => model.noKey.show("invite")}>
        {t("nokey_invite")}
      </button>
      {!isAboveDefault(model.least.value) && (
        <button type="button" class="button small" onClick={() => model.noKey.show("letter")}>
          {t("nokey_letter")}
        </button>
      )}
    </>
  );
}
