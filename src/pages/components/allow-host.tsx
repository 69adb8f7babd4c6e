import { useSignal } from "@preact/signals";
import browser from "../../platform/browser";
import { patternOf } from "../../platform/match-pattern";
import { t } from "../i18n";
import { wordFor } from "./place";
import { useReturn } from "./use-return";

interface Props {
  readonly host: string;
  /** Asks the host, now that it may be asked. */
  readonly onAllowed: () => Promise<void>;
}

/**
 * For a host the browser kept us from: asks for the permission, then the host. Where the browser gives this place no
 * permissions to ask for (Firefox, in a frame inside a page), the options do that, and the host is asked on the return.
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
  // The request comes first in the click: after an await the browser would no longer see it.
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
