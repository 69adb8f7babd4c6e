import type { ReadonlySignal, Signal } from "@preact/signals";
import { BadgeTrouble } from "../../frame/lazy/badge-trouble";
import { TroubleWords } from "../../frame/lazy/cannot-read";
import type { TroubleNow } from "../../frame/trouble";

interface Props {
  readonly aside: ReadonlySignal<number>;
  readonly open: Signal<boolean>;
  readonly now: TroubleNow;
  readonly again: () => Promise<void>;
}

/** Shown where the facts about a message's people could not be read. */
export function Unjudged({ aside, open, now, again }: Props) {
  return (
    <BadgeTrouble aside={aside} open={open}>
      <TroubleWords now={now} again={again} />
    </BadgeTrouble>
  );
}
