import type { ReadonlySignal } from "@preact/signals";
import { TroubleWords } from "../cannot-read";
import type { TroubleNow } from "../trouble";
import { BadgeTrouble } from "./badge-trouble";

interface Props {
  readonly aside: ReadonlySignal<number>;
  readonly now: TroubleNow;
  readonly again: () => Promise<void>;
}

/** What is known of the people of a message could not be read. */
export function Unjudged({ aside, now, again }: Props) {
  return (
    <BadgeTrouble aside={aside}>
      <TroubleWords now={now} again={again} />
    </BadgeTrouble>
  );
}
