import type { ReadJob } from "../../messages/channel";
import { type ArmorBlock, armorBlocks } from "../dom/armor-text";
import { inSlices } from "../dom/slices";
import type { MessageView } from "../sites/site";

type FileForm = Extract<ReadJob["content"], { fileName: string }>["form"];

export interface SealedParts {
  readonly blocks: readonly ArmorBlock[];
  /** Set when the message is sealed or signed by way of its attachments. */
  readonly file: { readonly form: FileForm; readonly name: string } | null;
}

export interface SealedFinder {
  find(view: MessageView): Promise<SealedParts>;
  /** Once sealed, always: the text is taken out of the page when it is shown. */
  knownSealed(view: MessageView): boolean;
}

export function sealedFinder(signal: AbortSignal): SealedFinder {
  const sealed = new WeakSet<Element>();
  return {
    async find(view) {
      const blocks = await inSlices(armorBlocks(view.body), signal);
      // A key in the text does not make the message a sealed one.
      const inText = blocks.some((block) => block.kind !== "key");
      const file = inText ? null : sealedFile(view.attachments().map((attachment) => attachment.name));
      if (inText || file) sealed.add(view.root);
      return { blocks, file };
    },
    knownSealed: (view) => sealed.has(view.root),
  };
}

const KEY_FILE = /^(0x[0-9a-f]{8,}|openpgp_0x[0-9a-f]+|.*(public|pub|key).*)\.asc$/i;

/** RFC 3156 parts go by these names in practice; public keys end in .asc as well and are no message. */
export function sealedFile(names: readonly string[]): SealedParts["file"] {
  const find = (pattern: RegExp): string | undefined => names.find((name) => pattern.test(name.trim()));
  const mime = find(/^encrypted\.asc$/i) ?? find(/^PGPMIME version/i);
  if (mime) return { form: "pgp-mime", name: mime };
  const file = names.find(
    (name) =>
      /\.(pgp|gpg|asc)$/i.test(name.trim()) && !KEY_FILE.test(name.trim()) && !/^signature\.asc$/i.test(name.trim()),
  );
  if (file) return { form: "sealed-file", name: file };
  const signature = find(/^signature\.asc$/i);
  return signature ? { form: "signed-mime", name: signature } : null;
}
