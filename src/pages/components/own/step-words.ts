import type { Step } from "../../../domain/privacy/home";
import { t, tData } from "../../i18n";
import { identities } from "./identities";

const words = ({ id }: Step): string => `step_${id.replaceAll("-", "_")}`;

export function stepTitle(step: Step): string {
  if (step.contact) return t("step_verify_name", { name: step.contact.name || step.contact.address });
  return tData(`${words(step)}_title`);
}

/** With several own keys, the text starts with the address of the key it is about. */
export function stepText(step: Step): string {
  const text = tData(`${words(step)}_text`);
  const own = identities.value.length > 1 && identities.value.find(({ fingerprint }) => fingerprint === step.key);
  return own ? t("step_for", { address: own.addresses[0] ?? own.name, text }) : text;
}
