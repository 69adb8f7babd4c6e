import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { FilePicker } from "../../../components/controls";
import { Icon } from "../../../components/icon";
import { formatTime, t, type WordKey } from "../../../i18n";
import type { ComposeModel } from "../compose-model";
import { draftAge } from "../state/draft";
import { classWords } from "./recipient-rows";

export function ComposeFooter({ model }: { model: ComposeModel }) {
  const { job, start } = model;
  const working = model.blocked.value;
  // Nobody can have seen a recipient who appeared within this second, so a press already under way does nothing.
  const off = start.value.is !== "ready" || working || model.watch.fresh.value || model.moving.pageGone.value;
  return (
    <div class="foot">
      {job.canSend && (
        <button
          type="button"
          class="button primary"
          data-careful="seen"
          disabled={off}
          onClick={() => model.press(true)}
        >
          <Icon name="lock" size={15} />
          {t("compose_seal_and_send")}
        </button>
      )}
      <button
        type="button"
        data-careful="seen"
        class={job.canSend ? "button" : "button primary"}
        disabled={off}
        onClick={() => model.press(false)}
      >
        {t("compose_seal")}
      </button>
      {!working && start.value.is === "ready" && (
        <>
          <AttachButton model={model} />
          <MoveButton model={model} />
          <MoreWays model={model} />
        </>
      )}
      <span class="foot-end">
        {working ? (
          <Working model={model} />
        ) : (
          <span class="muted small">
            <DraftLine model={model} />
          </span>
        )}
        <button
          type="button"
          class="button quiet"
          aria-label={t("compose_close")}
          title={t("compose_close")}
          onClick={model.askClose}
        >
          <Icon name="close" />
        </button>
      </span>
    </div>
  );
}

/** Moves the message into a separate window, or back. */
function MoveButton({ model }: { model: ComposeModel }) {
  const { inWindow, pageGone, toPage, toWindow } = model.moving;
  const always = model.session.settings.composeWindow === "always";
  if (pageGone.value || (always && (inWindow || model.moving.failed.value === "private"))) return null;
  const words = t(inWindow ? "window_back_in" : "window_open");
  return (
    <button
      type="button"
      class="button quiet"
      aria-label={words}
      title={words}
      onClick={() => void (inWindow ? toPage() : toWindow())}
    >
      <Icon name={inWindow ? "back" : "window"} />
    </button>
  );
}

function AttachButton({ model }: { model: ComposeModel }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <FilePicker multiple hidden ref={input} onFiles={(files) => model.written.attach(files)} />
      <button
        type="button"
        class="button quiet"
        aria-label={t("attach_file")}
        title={t("attach_file")}
        onClick={() => input.current?.click()}
      >
        <Icon name="clip" />
      </button>
    </>
  );
}

const WORKING: Readonly<Partial<Record<string, WordKey>>> = {
  inserting: "compose_attaching",
  stopping: "compose_stopping",
};

/** Shows what is being done and how far it is, with a Stop button while it can still be stopped. */
function Working({ model }: { model: ComposeModel }) {
  const progress = model.progress.value;
  const { step } = model.seal.value;
  const words =
    WORKING[step] ?? (progress?.stage === "writing" ? ("compose_writing" as const) : ("compose_sealing" as const));
  return (
    <span class="row small muted working" role="status">
      {progress && <progress aria-label={t(words)} {...(progress.share === null ? {} : { value: progress.share })} />}
      {t(words)}
      {(progress || step === "inserting") && (
        <button type="button" class="button small" onClick={() => model.step({ type: "cancel" })}>
          {t("compose_stop")}
        </button>
      )}
    </span>
  );
}

const FAILING: Readonly<Record<string, WordKey>> = {
  full: "draft_full",
  "no-identity": "draft_no_identity",
  "whose-key": "draft_whose_key",
  "file-unreadable": "draft_file_unreadable",
};

function DraftLine({ model }: { model: ComposeModel }) {
  const draft = model.draft.value;
  const now = useSignal(Date.now());
  const savedAt = draft.is === "sealed" ? draft.at : null;
  useEffect(() => {
    if (savedAt === null) return;
    let id = 0;
    // Ticks for ten seconds; after that the words no longer change.
    const tick = (): void => {
      now.value = Date.now();
      const { nextIn } = draftAge(savedAt, Date.now());
      if (nextIn !== null) id = window.setTimeout(tick, nextIn);
    };
    tick();
    return () => clearTimeout(id);
  }, [savedAt, now]);
  // A banner already says where the draft is.
  if (draft.is === "none" || draft.is === "taken") return null;
  if (draft.is === "sealing") return <>{t("draft_sealing")}</>;
  if (draft.is === "failing") {
    return (
      <span class="text-e" role="alert">
        {t(FAILING[draft.code] ?? "draft_failing")}
      </span>
    );
  }
  const { seconds } = draftAge(draft.at, Math.max(now.value, draft.at));
  return (
    <>{seconds === null ? t("draft_sealed_at", { time: formatTime(draft.at) }) : t("draft_sealed", { seconds })}</>
  );
}

/** Opens the rarely needed options, which are loaded only then. */
function MoreWays({ model }: { model: ComposeModel }) {
  const menu = useSignal<{ readonly Menu: typeof import("./lazy/ways-menu").WaysMenu } | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const toggle = async (): Promise<void> => {
    const { WaysMenu } = await import("./lazy/ways-menu");
    menu.value = menu.value ? null : { Menu: WaysMenu };
  };
  const close = (): void => {
    menu.value = null;
    button.current?.focus();
  };
  const Menu = menu.value?.Menu;
  return (
    <div class="ways">
      <button
        type="button"
        class="button quiet"
        ref={button}
        aria-label={t("compose_more")}
        title={t("compose_more")}
        aria-expanded={menu.value !== null}
        onClick={() => void toggle()}
      >
        <Icon name="dots" />
      </button>
      {Menu && <Menu model={model} asked={classWords(model.least.value).join(", ")} close={close} />}
    </div>
  );
}
