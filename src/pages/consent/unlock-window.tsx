import type { Asked } from "../../messages/consent";
import { identities } from "../components/own/identities";
import { LockedKeys } from "../components/own/locked-keys";
import { UnlockForm } from "../components/own/unlock-form";
import { t } from "../i18n";
import { type AnswerConsent, Frame } from "./frame";

/** Takes the passphrase here rather than in the page, where a field of the page's could lie over ours. */
export function UnlockWindow({ asked, answer }: { asked: Asked; answer: AnswerConsent }) {
  return (
    <Frame asked={asked} title={t("unlock_title")}>
      <p>{asked.label}</p>
      <LockedKeys identities={identities.value} account={asked.account} />
      <UnlockForm autofocus onUnlocked={() => answer(true)} onCancel={() => answer(false)} />
    </Frame>
  );
}
