import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { Icon } from "../components/icon";
import { t } from "../i18n";

interface CopyProps {
  readonly text: string;
  /** What is copied, for users who hear only the button. */
  readonly about?: string;
  readonly kind?: "primary" | "small";
  readonly children?: ComponentChildren;
}

/** Puts a text on the clipboard and says so. */
export function Copy({ text, about, kind = "small", children = t("copy") }: CopyProps) {
  const done = useSignal<"copied" | "failed" | null>(null);
  const copy = (): Promise<void> =>
    navigator.clipboard.writeText(text).then(
      () => {
        done.value = "copied";
      },
      () => {
        done.value = "failed";
      },
    );
  return (
    <>
      <span role="status" class={done.value === "failed" ? "small ink-e" : "small ink-a"}>
        {done.value === "copied" && t("copied")}
        {done.value === "failed" && t("copy_failed")}
      </span>
      <button
        type="button"
        class={`button ${kind}`}
        aria-label={about && t("copy_what", { what: about })}
        onClick={() => void copy()}
      >
        <Icon name="copy" size={14} />
        {children}
      </button>
    </>
  );
}

/** Text made for machines: its box scrolls, never the page. */
export function CopyBlock({ label, text }: { label: string; text: string }) {
  return (
    <figure class="copy-block">
      <figcaption class="row">
        <span class="label">{label}</span>
        <span class="spacer" />
        <Copy text={text} about={label} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard. */}
      <section tabIndex={0} aria-label={label}>
        <pre>{text}</pre>
      </section>
    </figure>
  );
}
