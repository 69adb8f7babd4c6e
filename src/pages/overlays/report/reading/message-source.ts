// What the page hands over of its message: raw source, header, and attachments through its own download links.
import type { FromPage, PageCalls } from "../../../../messages/page-calls";
import type { NotDone, WireCaller } from "../../../../messages/wire";

export interface PageSource {
  /** Requested once; if the webmail did not answer, the next call asks again. Null: not available. */
  source(): Promise<Uint8Array | null>;
  header(): Promise<string | null>;
  file(name: string): Promise<Uint8Array | null>;
}

export function pageSource({ ask }: WireCaller<PageCalls>, hasSource: boolean): PageSource {
  const source = once(() => ask("source", null));
  const header = once(() => ask("header", null));
  const files = new Map<string, () => Promise<Uint8Array | null>>();
  return {
    source: async () => (hasSource ? source() : null),
    header,
    file(name) {
      const file = files.get(name) ?? once(() => ask("file", { name }));
      files.set(name, file);
      return file();
    },
  };
}

function once<T>(get: () => Promise<FromPage<T> | NotDone>) {
  let got: Promise<T | null> | null = null;
  return (): Promise<T | null> => {
    got ??= get().then((answer) => {
      const value = answer.is === "given" ? answer.value : null;
      if (value === null) got = null;
      return value;
    });
    return got;
  };
}
