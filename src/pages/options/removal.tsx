import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { Notice } from "../components/notice";
import { Confirm } from "../components/own/confirm";
import { t, type WordKey } from "../i18n";

interface Props {
  /** The label of the button, and of the button that confirms. */
  readonly action: string;
  readonly title: string;
  /** If given, the action waits until this text is typed. */
  readonly typed?: string;
  /** What is lost. */
  readonly children: ComponentChildren;
  /** Removes it; returns the word for why it failed, or null. */
  readonly remove: () => Promise<WordKey | null>;
}

/** The last section of a card: removes the card's subject, after asking. */
export function Removal({ action, title, typed, children, remove }: Props) {
  const asking = useSignal(false);
  const error = useSignal<WordKey | null>(null);
  return (
    <section class="pad stack">
      {error.value && (
        <Notice tone="bad" role="alert">
          {t(error.value)}
        </Notice>
      )}
      <div class="row">
        <button
          type="button"
          class="button danger"
          onClick={() => {
            asking.value = true;
          }}
        >
          {action}
        </button>
      </div>
      {asking.value && (
        <Confirm
          title={title}
          action={action}
          {...(typed === undefined ? {} : { typed })}
          onConfirm={() =>
            void remove().then((failed) => {
              error.value = failed;
            })
          }
          onClose={() => {
            asking.value = false;
          }}
        >
          {children}
        </Confirm>
      )}
    </section>
  );
}
