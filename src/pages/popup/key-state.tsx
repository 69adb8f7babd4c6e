import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { ask } from "../components/ask";
import { Icon } from "../components/icon";
import { identities } from "../components/own/identities";
import { LockedKeys } from "../components/own/locked-keys";
import { UnlockForm } from "../components/own/unlock-form";
import { t } from "../i18n";
import { Failed } from "./failed";

/** Shows whether the keys are locked, with the button to change that. A key without a passphrase has no lock to show. */
export function KeyState({ account }: { account: string | null }) {
  const line = useRef<HTMLParagraphElement>(null);
  const locked = identities.value.find((identity) => identity.locked);
  const lockable = identities.value.some((identity) => identity.protection === "passphrase");
  const failed = useSignal<string | null>(null);
  const lock = async (): Promise<void> => {
    const answer = await ask("vault.lock", {});
    failed.value = answer.ok ? null : answer.code;
    if (answer.ok) identities.value = answer.value;
  };
  if (!lockable) return null;
  return (
    <section class="part" aria-label={t("popup_key")}>
      <p class="key-line" ref={line} tabIndex={-1}>
        <span class={locked ? "ink-u" : "ink-a"}>
          <Icon name={locked ? "lock" : "open"} />
        </span>
        <span role="status">{locked ? t("popup_locked") : t("popup_unlocked")}</span>
        <span class="spacer" />
        {!locked && (
          <button type="button" class="button small" onClick={lock}>
            {t("lock")}
          </button>
        )}
      </p>
      <Failed code={failed.value} />
      {locked && (
        <>
          <LockedKeys identities={identities.value} account={account} />
          <UnlockForm
            autofocus
            onUnlocked={(next) => {
              identities.value = next;
              line.current?.focus();
            }}
          />
        </>
      )}
    </section>
  );
}
