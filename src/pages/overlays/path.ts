import { type Signal, signal } from "@preact/signals";
import type { ToContent } from "../../messages/channel";
import type { Listener } from "./connect";
import type { Path } from "./path-model";

interface Line {
  post(message: ToContent): void;
  listen(listener: Listener): void;
}

/** Asks the page for the message's raw header; the path it proves comes when it comes, null until then and without one. */
export function pathFrom({ post, listen }: Line, from: string | null): Signal<Path | null> {
  const path = signal<Path | null>(null);
  listen((message) => {
    if (message.type !== "head" || message.head === null) return;
    const { head } = message;
    void import("./path-model").then(({ pathOf }) => {
      path.value = pathOf(head, from);
    });
  });
  post({ type: "head" });
  return path;
}
