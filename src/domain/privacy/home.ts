import type { AccountIndex } from "./account-index";
import type { DeviceIndex } from "./device-index";
import type { SentMix, Week } from "./history";
import type { Finished, StepId } from "./steps";

/** One of the most useful next steps; `id` also names the strings step_<id>_title and step_<id>_text. */
export interface Step {
  readonly id: StepId;
  /** How much the account's score rises once it is done. */
  readonly gain: number;
  /** Fingerprint of the own key to begin with; null where the step is about no key in particular. */
  readonly key: string | null;
  /** Whom to verify. */
  readonly contact: { readonly name: string; readonly address: string } | null;
}

/** The content of the first page of the options. */
export interface Home {
  /** Null without a key; with several, the indexes of the weakest. */
  readonly indexes: {
    readonly account: AccountIndex;
    readonly device: DeviceIndex;
    /** Fingerprint of the key it is about. */
    readonly key: string;
  } | null;
  /** Three at most, most gain first. */
  readonly steps: readonly Step[];
  /** Open steps that were postponed or dismissed. */
  readonly putAside: readonly StepId[];
  /** Steps finished since the user last looked; names the strings done_<what>, people by their number. */
  readonly finished: readonly Finished[];
  /** The last twelve weeks, oldest first, the present one last. */
  readonly weeks: readonly Week[];
  /** The last sealed messages sent, ten at most, and how many of them were private (B) or better. */
  readonly sent: SentMix;
}
