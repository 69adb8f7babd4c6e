// What is opened inside the message's overlay: its attachments, what is attached to those, and files the user brings.
import { signal } from "@preact/signals";
import type { MessageFacts } from "../../../domain/privacy/message-index";
import { fail } from "../../../domain/result";
import type { GivenFile, Refused } from "./lazy/given-file";
import type { JobRead, ReadWorld } from "./read-job";
import type { Read } from "./read-mail";
import type { ReadState } from "./read-model";
import type { ShownAttachment } from "./shown-message";

/** Something attached to a message, or a file the user brought in its place, in a view and with a status of its own. */
export interface Inside {
  readonly attachment: ShownAttachment;
  readonly among: readonly ShownAttachment[];
  readonly state: ReadState;
  /** Null: attached to the message. */
  readonly given: GivenFile | null;
}

/** `world`: for what the user opened by so many clicks inside one another. */
export function createTrail(world: (clicks: number) => ReadWorld) {
  const trail = signal<readonly Inside[]>([]);

  /** Opens something attached to the message, or to what is open now; or a file in the message's place. */
  const look = async (
    attachment: ShownAttachment,
    among: readonly ShownAttachment[],
    given: GivenFile | null = null,
  ): Promise<void> => {
    const depth = trail.value.length;
    const set = (next: ReadState): void => {
      trail.value = [...trail.value.slice(0, depth), { attachment, among, state: next, given }];
    };
    set({ phase: "opening" });
    const reading = await import("./reading");
    const own = world(depth + 1);
    const read = await (given
      ? reading.readGiven(given.octets, given.kind, own)
      : reading.readAttachment(attachment, among, own)
    ).catch((): Read => ({ kind: "failed", failure: fail("internal") }));
    // It may have been closed meanwhile, or replaced by another one.
    if (trail.value[depth]?.attachment === attachment) set(stateOf(read, null));
  };

  /**
   * Opens a file that the user says is the message. Nothing proves that, so it has a view and a status of its own, and no verdict
   * on the message is kept. Why it was refused; null: it is opened.
   */
  const openFile = async (file: File): Promise<Refused | null> => {
    const { takeFile } = await import("./lazy/given-file");
    const taken = await takeFile(file);
    if ("refused" in taken) return taken.refused;
    trail.value = [];
    await look(taken.attachment, [], taken);
    return null;
  };

  const lookBack = (): void => {
    trail.value = trail.value.slice(0, -1);
  };

  return { trail, look, openFile, lookBack };
}

export function stateOf(read: JobRead, facts: MessageFacts | null): ReadState {
  switch (read.kind) {
    case "opened":
      return {
        phase: "opened",
        opened: read.opened,
        shown: read.shown,
        claimed: read.claimed,
        addressed: read.addressed,
      };
    case "clear":
      return { phase: "clear", shown: read.shown, facts };
    case "keys":
      return { phase: "keys", armored: read.armored };
    case "clipped":
      return { phase: "clipped" };
    case "failed":
      return { phase: "failed", failure: read.failure };
  }
}
