import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { RecipientState } from "../../../domain/trust/contact";
import type { MailKey } from "../../../domain/trust/mail-key";
import { careful } from "../../components/careful";
import { groupFingerprint } from "../../components/fingerprint";
import { Icon, type IconName } from "../../components/icon";
import { formatDate, t, tData, type WordKey } from "../../i18n";
import { ask } from "../frame/ask";
import { Strip } from "../report/strip";
import type { ReadModel } from "./read-model";

type Found = { readonly keys: readonly MailKey[] } | { readonly failed: "not-a-key" | "too-large" | "internal" } | null;

/**
 * A public key in a message: whose it claims to be, how it compares with the known key, and a button to keep it. `bare`:
 * shown below a head that already says so.
 */
export function KeyBlock({ model, armored, bare = false }: { model: ReadModel; armored: string; bare?: boolean }) {
  const { job, session } = model;
  const found = useSignal<Found>(null);
  useEffect(() => {
    void ask("mail.key", { armored, from: job.from?.address ?? null }).then((answer) => {
      if (answer.ok) found.value = { keys: answer.value };
      else if (answer.code === "not-a-key" || answer.code === "too-large") found.value = { failed: answer.code };
      else found.value = { failed: "internal" };
    });
  }, [armored, job, found]);
  const name = job.from?.name || job.from?.address;
  const now = found.value;
  return (
    <>
      {!bare && (
        <Strip mark={session.settings.mark} index={null} open={model.panelOpen}>
          <p class="title">
            <strong>{name ? t("keyblock_title", { name }) : t("keyblock_title_unnamed")}</strong>
          </p>
          {job.from?.name && <p class="small muted">{job.from.address}</p>}
        </Strip>
      )}
      {now === null && <p class="body late muted">{t("read_opening")}</p>}
      {now !== null && "failed" in now && (
        <p class="body muted" role="alert">
          {tData(`keyblock_${now.failed.replaceAll("-", "_")}`)}
        </p>
      )}
      {now !== null &&
        "keys" in now &&
        now.keys.map((key) => <OneKey key={key.fingerprint} found={key} armored={armored} />)}
    </>
  );
}

/** The words for the key: the first case that applies wins. `care`: something is wrong. */
function wordsFor(key: MailKey): { readonly word: WordKey; readonly care: boolean; readonly keep: boolean } {
  if (key.address === null) return { word: "keyblock_nobody", care: true, keep: false };
  if (key.compared === "own") return { word: "keyblock_own", care: false, keep: false };
  if (key.compared === "same") return { word: "keyblock_same", care: false, keep: false };
  if (key.status === "revoked") return { word: "keyblock_revoked", care: true, keep: false };
  if (key.status === "expired") return { word: "keyblock_expired", care: true, keep: false };
  if (key.status === "cannot-seal") return { word: "keyblock_cannot_seal", care: true, keep: false };
  if (key.compared === "different") return { word: "keyblock_different", care: true, keep: true };
  return key.sender
    ? { word: "keyblock_new", care: false, keep: true }
    : { word: "keyblock_other_person", care: true, keep: true };
}

function OneKey({ found, armored }: { found: MailKey; armored: string }) {
  const kept = useSignal<RecipientState | "failed" | null>(null);
  const { word, care, keep } = wordsFor(found);
  const keepIt = async (): Promise<void> => {
    const answer = await ask("mail.keepKey", { armored, fingerprint: found.fingerprint, address: found.address! });
    kept.value = answer.ok ? answer.value : "failed";
  };
  const icon: IconName = care ? "warn" : "key";
  return (
    <>
      <div class="body problem">
        <span class={care ? "text-d" : "text-u"}>
          <Icon name={icon} size={20} />
        </span>
        <div>
          <p class="break">
            <strong>{found.userIds.join(", ") || t("keyblock_no_name")}</strong>{" "}
            <span class="muted small">{t("rivals_made", { date: formatDate(found.createdAt) })}</span>
          </p>
          <p>{t(word, { address: found.address ?? "" })}</p>
          <details>
            <summary>{t("details")}</summary>
            <p class="mono small break">{groupFingerprint(found.fingerprint)}</p>
          </details>
        </div>
      </div>
      {keep && (
        <div class="foot">
          {(kept.value === null || kept.value === "failed") && (
            <button
              type="button"
              class="button"
              {...careful("keep-key", [groupFingerprint(found.fingerprint)], [found.address!])}
              onClick={() => void keepIt()}
            >
              {t("keyblock_keep")}
            </button>
          )}
          <span class="muted small" role="status">
            {kept.value !== null && t(keptWord(kept.value), { address: found.address ?? "" })}
          </span>
        </div>
      )}
    </>
  );
}

function keptWord(kept: RecipientState | "failed"): WordKey {
  if (kept === "failed") return "keyblock_keep_failed";
  return kept.state === "changed" || kept.state === "conflict" ? "keyblock_kept_held" : "keyblock_kept";
}
