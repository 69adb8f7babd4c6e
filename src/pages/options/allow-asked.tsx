import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import browser from "../../platform/browser";
import { patternOf } from "../../platform/match-pattern";
import { AllowHost } from "../components/allow-host";
import { Icon } from "../components/icon";
import { t } from "../i18n";
import { useArrival } from "./arrive";
import { isHost } from "./is-host";

/** Where AllowHost leads from an overlay that cannot request permissions. */
export function AllowAsked({ host }: { host: string }) {
  const allowed = useSignal(false);
  const place = useArrival<HTMLHeadingElement>(true);
  const known = isHost(host);
  useEffect(() => {
    if (!known) return;
    void browser.permissions.contains({ origins: [patternOf(`https://${host}`)] }).then((is) => {
      allowed.value = is;
    });
  }, [known, host, allowed]);
  if (!known) return null;
  const done = async (): Promise<void> => {
    allowed.value = true;
    place.current?.focus();
  };
  return (
    <section class="card pad stack">
      <h2 tabIndex={-1} ref={place}>
        {t("allow_title", { host })}
      </h2>
      {!allowed.value && <p>{t("allow_why", { host })}</p>}
      {!allowed.value && <AllowHost host={host} onAllowed={done} />}
      <div role="status">
        {allowed.value && (
          <p class="row nowrap">
            <span class="text-a">
              <Icon name="check" />
            </span>
            <span>{t("allow_done", { host })}</span>
          </p>
        )}
      </div>
    </section>
  );
}
