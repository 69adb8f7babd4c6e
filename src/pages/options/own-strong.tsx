import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Identity } from "../../domain/identity";
import { ask } from "../components/ask";
import { Qr } from "../components/own/qr";
import { t } from "../i18n";
import { Copy } from "./publish-copy";

/** The user's strong addresses, which name their key, to hand on. */
export function OwnStrong({ identity }: { identity: Identity }) {
  const addresses = useSignal<readonly string[]>([]);
  useEffect(() => {
    void ask("identity.strong", { fingerprint: identity.fingerprint }).then((answer) => {
      if (answer.ok) addresses.value = answer.value.strong;
    });
  }, [identity.fingerprint, addresses]);
  if (addresses.value.length === 0) return null;
  return (
    <section class="pad stack" aria-label={t("own_strong_title")}>
      <div>
        <h3>{t("own_strong_title")}</h3>
        <p class="muted small">{t("own_strong_text")}</p>
      </div>
      {addresses.value.map((address) => (
        <OneAddress key={address} address={address} />
      ))}
    </section>
  );
}

function OneAddress({ address }: { address: string }) {
  const shown = useSignal(false);
  const toggle = (): void => {
    shown.value = !shown.value;
  };
  return (
    <div class="stack">
      <p class="mono break">{address}</p>
      <div class="row">
        <Copy text={address} about={address} />
        <button type="button" class="button small quiet" aria-expanded={shown.value} onClick={toggle}>
          {t(shown.value ? "own_strong_hide_code" : "own_strong_show_code")}
        </button>
      </div>
      {shown.value && <Qr text={`mailto:${address}`} label={t("own_strong_code", { address })} />}
    </div>
  );
}
