// What the page hands over of the message it shows: its raw source, and its attachments through its own links.

import type { ToContent, ToOverlay } from "../../messages/channel";
import { put } from "../../messages/pieces";
import { pause } from "./pause";

interface Line {
  post(message: ToContent): void;
  listen(listener: (message: ToOverlay) => void): void;
}

export interface PageSource {
  /** Asked for once; a webmail that did not answer is asked again at the next call. Null: there is none to be had. */
  source(): Promise<Uint8Array | null>;
  file(name: string): Promise<Uint8Array | null>;
}

export function pageSource({ post, listen }: Line, hasSource: boolean): PageSource {
  const waiting = new Map<string, ((bytes: Uint8Array | null) => void)[]>();
  const had = new Map<string, Uint8Array>();
  const begun = new Map<string, Uint8Array[]>();
  const come = (name: string, bytes: Uint8Array | null): void => {
    if (bytes) had.set(name, bytes);
    for (const answer of waiting.get(name) ?? []) answer(bytes);
    waiting.delete(name);
  };
  listen((message) => {
    if (message.type === "piece") {
      const name = keyOf(message.name);
      begun.set(name, [...(begun.get(name) ?? []), message.bytes]);
    }
    if (message.type !== "source" && message.type !== "file") return;
    const name = nameOf(message);
    const pieces = begun.get(name);
    begun.delete(name);
    if (!pieces || !message.bytes) return come(name, message.bytes);
    const whole = put([...pieces, message.bytes]) as Uint8Array;
    // Reading it is work of its own.
    void pause().then(() => come(name, whole));
  });

  const get = (message: Extract<ToContent, { type: "source" | "file" }>): Promise<Uint8Array | null> => {
    const name = nameOf(message);
    const known = had.get(name);
    if (known) return Promise.resolve(known);
    return new Promise((resolve) => {
      const others = waiting.get(name);
      if (others) others.push(resolve);
      else {
        waiting.set(name, [resolve]);
        post(message);
      }
    });
  };

  return {
    source: async () => (hasSource ? get({ type: "source" }) : null),
    file: (name) => get({ type: "file", name }),
  };
}

const nameOf = (message: { type: "source" } | { type: "file"; name: string }): string =>
  keyOf(message.type === "source" ? null : message.name);

const keyOf = (file: string | null): string => (file === null ? "source" : `file ${file}`);
