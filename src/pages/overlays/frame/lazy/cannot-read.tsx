// What an overlay shows while the background cannot read its storage or does not know the organisation's policy. No key is
// available then, but the user must not be told that they have none.
import { signal } from "@preact/signals";
import { render } from "preact";
import type { Job } from "../../../../messages/channel";
import type { Known, Trouble } from "../../../../messages/ticket";
import { Notice } from "../../../components/notice";
import { t, useLanguage, type WordKey } from "../../../i18n";
import { ask } from "../ask";
import { blank } from "../blank";
import type { Connection } from "../connect";
import type { TroubleNow } from "../trouble";
import { BadgeTrouble } from "./badge-trouble";

const TITLES: Readonly<Record<Trouble, WordKey>> = {
  full: "open_full_title",
  unreadable: "open_unreadable_title",
  "policy-unread": "trouble_policy_title",
};
const WORDS: Readonly<Record<Trouble, WordKey>> = {
  full: "kept_full",
  unreadable: "trouble_unreadable",
  "policy-unread": "trouble_policy",
};

/** Resolves once a retry by the user succeeds; null where the background no longer admits this overlay. */
export async function untilTold<K extends Job["kind"]>(
  { job, ticket, page, listen }: Connection<K>,
  trouble: Trouble,
): Promise<Known | null> {
  await useLanguage("auto");
  const writing = job.kind === "compose";
  const now = signal<TroubleNow>({ trouble, busy: false });
  const { promise, resolve } = Promise.withResolvers<Known | null>();
  const leave = (): void => void page.ask("close", { restore: true });
  const again = async (): Promise<void> => {
    if (now.value.busy) return;
    now.value = { ...now.value, busy: true };
    const claim = await ask("ticket.claim", { ticket });
    // Any other failure may be temporary too.
    if (!claim.ok && claim.code !== "no-ticket") now.value = { ...now.value, busy: false };
    else if (claim.ok && "trouble" in claim.value.known) now.value = { ...claim.value.known, busy: false };
    else {
      if (writing && !claim.ok) leave();
      blank();
      resolve(claim.ok ? (claim.value.known as Known) : null);
    }
  };
  const aside = signal(0);
  const open = signal(false);
  listen((message) => {
    if (message.event === "panelMoved") aside.value = message.left;
    if (message.event === "pressedBeside") open.value = false;
  });
  const Shown = () =>
    job.kind === "badge" ? (
      <BadgeTrouble aside={aside} open={open}>
        <TroubleWords now={now.value} again={again} />
      </BadgeTrouble>
    ) : (
      <section class="overlay card trouble" aria-label={t(writing ? "compose_region" : "read_region")}>
        <TroubleWords now={now.value} again={again} leave={writing ? leave : null} />
      </section>
    );
  render(<Shown />, document.body);
  return promise;
}

interface WordsProps {
  readonly now: TroubleNow;
  readonly again: () => Promise<void>;
  /** Returns to the page's own editor. */
  readonly leave?: (() => void) | null;
}

/** The reason, and what to do. */
export function TroubleWords({ now: { trouble, busy }, again, leave = null }: WordsProps) {
  return (
    <Notice
      tone="bad"
      role="alert"
      title={t(TITLES[trouble])}
      actions={
        <>
          <button type="button" class="button small" aria-disabled={busy || undefined} onClick={() => void again()}>
            {t("try_again")}
          </button>
          {leave && (
            <button type="button" class="button quiet small" onClick={leave}>
              {t("compose_close")}
            </button>
          )}
        </>
      }
    >
      <p>{t(WORDS[trouble])}</p>
      {leave && <p>{t("trouble_compose")}</p>}
    </Notice>
  );
}
