import { useSignal } from "@preact/signals";
import browser from "../../platform/browser";
import { patternOf } from "../../platform/match-pattern";
import { t } from "../i18n";
import { wordFor } from "./place";
import { useReturn } from "./use-return";

interface Props {
  readonly host: string;
  /** Queries the host once the permission is granted. */
  readonly onAllowed: () => Promise<void>;
}

/**
 * For a host the browser blocks: requests the permission, then queries the host. Where permissions cannot be requested
 * (Firefox, in a frame inside a page), the options page does that, and the host is queried when the user returns.
 */
export function AllowHost({ host, onAllowed }: Props) {
  const busy = useSignal(false);
  const away = useSignal(false);
  const askHost = async (): Promise<void> => {
    busy.value = true;
    await onAllowed();
    busy.value = false;
  };
  useReturn(away.value, () => {
    away.value = false;
    void askHost();
  });
  if (!browser.permissions?.request)
    return (
      <p class="allow-host">
        <a
          class="button small"
          href={browser.runtime.getURL(`pages/options/index.html#resolvers/${wordFor(host)}`)}
          target="_blank"
          rel="noopener"
          aria-disabled={busy.value || undefined}
          onClick={() => {
            away.value = true;
          }}
        >
          {t("allow_host", { host })}
        </a>
      </p>
    );
  // The request comes first in the handler: after an await the click no longer counts as a user gesture.
  const allow = async (): Promise<void> => {
    if (await browser.permissions.request({ origins: [patternOf(`https://${host}`)] })) await askHost();
  };
  return (
    <p class="allow-host">
      <button type="button" class="button small" aria-disabled={busy.value || undefined} onClick={() => void allow()}>
        {t("allow_host", { host })}
      </button>
    </p>
  );
}
