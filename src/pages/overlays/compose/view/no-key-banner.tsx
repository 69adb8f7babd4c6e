import { needsKey } from "../../../../domain/discovery/plan";
import { isAboveDefault } from "../../../../domain/trust/message-class";
import type { TrustState } from "../../../../domain/trust/trust-state";
import { Icon } from "../../../components/icon";
import { t } from "../../../i18n";
import { lazily } from "../../frame/lazily";
import type { ComposeModel } from "../compose-model";
import { allAddresses } from "../state/recipient-keys";
import { isUnanswered } from "../state/recipient-words";
import { hasStrong } from "../state/strong-binding";
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

const Unsure = lazily(() => import("./unsure-banner").then((part) => part.Unsure));

/** Who has no key, who may have one that nobody could tell of, and what can be done, before anything is pressed. */
export function NoKeyBanner({ model }: { model: ComposeModel }) {
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

/**
 * Also where it is not known whether there is a key: many a domain's web host never gives an answer that the browser lets us
 * read, and an invitation does no harm to who has one.
 */
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
