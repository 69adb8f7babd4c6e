import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import browser from "../../platform/browser";
import { patternOf } from "../../platform/match-pattern";
import { AllowHost } from "../components/allow-host";
import { Icon } from "../components/icon";
import { Notice } from "../components/notice";
import { settings } from "../components/own/identities";
import { t } from "../i18n";
import { choiceFor } from "./resolver-choices";

/** Shown beside settings the user cannot change. */
export function SetByOrganisation() {
  return (
    <p class="row small muted">
      <Icon name="lock" size={14} />
      {t("managed_by")}
    </p>
  );
}

/** Names the entries of the organisation's policy that are invalid and therefore ignored. */
export function PolicyMistakes() {
  const { ignored } = settings.value.managed;
  if (ignored.length === 0) return null;
  return <Notice tone="care">{t("managed_ignored", { names: ignored.join(", ") })}</Notice>;
}

/** The resolvers an organisation chose, with a button to permit each where the permission is missing. */
export function FixedResolvers({ resolvers }: { resolvers: readonly string[] }) {
  return (
    <section class="card pad stack">
      <h2>{t("resolvers_dns")}</h2>
      <ol class="lines">
        {resolvers.map((url) => (
          <FixedResolver key={url} url={url} />
        ))}
      </ol>
      <p class="muted small">{t("resolvers_reveal")}</p>
      <SetByOrganisation />
    </section>
  );
}

function FixedResolver({ url }: { url: string }) {
  const { origin, host } = new URL(url);
  const allowed = useSignal(true);
  useEffect(() => {
    // Where the browser rejects the pattern there is no permission to request.
    const held = browser.permissions.contains({ origins: [patternOf(origin)] }).catch(() => true);
    void held.then((is) => {
      allowed.value = is;
    });
  }, [origin, allowed]);
  const done = async (): Promise<void> => {
    allowed.value = true;
  };
  return (
    <li>
      {choiceFor(url)?.name ?? host}
      <br />
      <span class="muted small">{url}</span>
      {!allowed.value && <AllowHost host={host} onAllowed={done} />}
    </li>
  );
}
