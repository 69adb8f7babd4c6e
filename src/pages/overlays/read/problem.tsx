import browser from "../../../platform/browser";
import { Icon, type IconName } from "../../components/icon";
import { useReturn } from "../../components/use-return";
import { t, tData } from "../../i18n";
import { Unlock } from "../frame/unlock-later";
import { GiveFile } from "./other-form";
import type { ReadFailure } from "./read-mail";
import type { ReadModel } from "./read-model";
import { SaveOriginal } from "./save-original";

const ICON: Partial<Record<ReadFailure["code"], IconName>> = {
  "no-key": "key",
  "no-identity": "key",
  "not-authenticated": "warn",
};

/** What may come of the page's own copy, and be better in the message as it arrived. */
const MENDED_BY_FILE: readonly ReadFailure["code"][] = ["no-file", "damaged", "not-authenticated", "unsupported"];

/** Why nothing is shown, and what to do next. */
export function Problem({
  model,
  failure,
  again = () => void model.open(),
}: {
  model: ReadModel;
  failure: ReadFailure;
  /** Tries again. */
  again?: () => void;
}) {
  const { code } = failure;
  // Once the user comes back from making a key in another tab, the message opens by itself.
  useReturn(code === "no-identity", again);
  if (code === "locked") {
    const from = model.job.from;
    const why = from ? t("unlock_why_read", { name: from.name || from.address }) : t("unlock_why_read_unknown");
    return (
      <div class="body">
        <Unlock why={why} onUnlocked={again} />
      </div>
    );
  }
  // Addresses whose key was here and is gone.
  const missing = code === "no-identity" ? failure.missing.join(", ") : "";
  const old = "unprotected" in failure;
  const inTrail = model.trail.value.length > 0;
  const words = old
    ? "unprotected"
    : missing !== ""
      ? "missing"
      : code === "refused" || code === "malformed"
        ? "internal"
        : code.replaceAll("-", "_");
  return (
    <div class="body problem" role="alert">
      <span class={code === "not-authenticated" ? "text-e" : "text-u"}>
        <Icon name={ICON[code] ?? "warn"} size={20} />
      </span>
      <div>
        <h2>{tData(`open_${words}_title`, { address: missing })}</h2>
        <p class="muted">{tData(`open_${words}_text`)}</p>
        {code === "no-key" && failure.readers.length > 0 && (
          <details>
            <summary>{t("open_no_key_details")}</summary>
            <p class="small mono">
              {failure.readers.map((id) => (/^0+$/.test(id) ? t("open_hidden_reader") : id.toUpperCase())).join(", ")}
            </p>
          </details>
        )}
        {code === "no-identity" && (
          <a
            class="button primary"
            href={`${browser.runtime.getURL("pages/welcome/index.html")}${missing === "" ? "" : "#import"}`}
            target="_blank"
            rel="noopener"
          >
            {t(missing === "" ? "open_welcome" : "kept_bring_back")}
          </a>
        )}
        {["internal", "full", "unreadable"].includes(code) && (
          <button type="button" class="button" onClick={again}>
            {t("try_again")}
          </button>
        )}
        {old && inTrail && <p class="muted">{t("open_unprotected_inside")}</p>}
        {old && !inTrail && (
          <button type="button" class="button" data-careful="seen" onClick={() => void model.openUnprotected()}>
            {t("open_unprotected")}
          </button>
        )}
        {model.canSave && code !== "no-identity" && <SaveOriginal model={model} />}
        {model.lacksSource.value && !old && MENDED_BY_FILE.includes(code) && <GiveFile model={model} />}
      </div>
    </div>
  );
}
