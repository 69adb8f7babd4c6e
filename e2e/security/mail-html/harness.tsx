// Draws a message with the product's own components, in a page of a test extension that has the product's policy.
import { render } from "preact";
import "../../../src/pages/components/base.css";
import "../../../src/pages/overlays/frame/overlay.css";
import "../../../src/pages/overlays/read/read.css";
import { useLanguage } from "../../../src/pages/i18n";
import { ShownBody } from "../../../src/pages/overlays/read/shown-body";
import type { ShownAttachment } from "../../../src/pages/overlays/read/shown-message";
import { useTheme } from "../../../src/pages/start";

export interface TestFile {
  readonly name: string;
  readonly type: string;
  /** One character an octet. */
  readonly content: string;
  readonly contentId?: string;
  readonly kind?: ShownAttachment["kind"];
}

export interface TestMail {
  readonly html: string | null;
  readonly plain?: string;
  readonly dark?: boolean;
  readonly files?: readonly TestFile[];
}

const octets = (content: string): Uint8Array => Uint8Array.from(content, (letter) => letter.charCodeAt(0));

async function attachment({ name, type, content, contentId, kind }: TestFile, at: number): Promise<ShownAttachment> {
  const { safeName, sniffType } = await import("../../../src/domain/mime/names");
  const bytes = octets(content);
  const safe = safeName(name, type);
  return {
    id: String(at),
    name: safe,
    type,
    size: bytes.length,
    kind: kind ?? "file",
    contentId: contentId ?? null,
    signatureOf: null,
    ...sniffType(bytes, type, safe.name),
    bytes: () => Promise.resolve(bytes),
  };
}

async function show({ html, plain, dark, files }: TestMail): Promise<void> {
  useTheme(dark ?? false);
  await useLanguage("en");
  const parts = await Promise.all((files ?? []).map(attachment));
  const shown = {
    blocks: [{ html, plain: plain ?? null, guessed: false }],
    text: plain ?? "",
    resources: parts.filter(({ contentId }) => contentId !== null),
    attachments: parts.filter(({ contentId }) => contentId === null),
    headers: null,
  };
  render(null, document.body);
  render(
    <section class="overlay card">
      <ShownBody
        shown={shown}
        sealed
        onOpen={({ name }) => {
          document.title = `opened ${name.name}`;
        }}
      />
    </section>,
    document.body,
  );
}

Object.assign(globalThis, { show });
