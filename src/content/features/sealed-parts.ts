import { type ArmorBlock, armorBlocks } from "../dom/armor-text";
import { inSlices } from "../dom/slices";
import type { MessageView } from "../sites/site";

export interface SealedParts {
  readonly blocks: readonly ArmorBlock[];
  /** An attachment is sealed or signed, is a signature, or is a key. */
  readonly files: boolean;
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
      const names = inText ? [] : view.attachments().map((attachment) => attachment.name.trim());
      const files = names.some((name) => OPENPGP_FILE.test(name));
      if (inText || names.some((name) => OPENPGP_FILE.test(name) && !KEY_FILE.test(name))) sealed.add(view.root);
      return { blocks, files };
    },
    knownSealed: (view) => sealed.has(view.root),
  };
}

/** RFC 3156 parts go by these names in practice. */
const OPENPGP_FILE = /\.(asc|pgp|gpg|sig)$|^PGPMIME version/i;
const KEY_FILE = /^(0x[0-9a-f]{8,}|openpgp_0x[0-9a-f]+|.*(public|pub|key).*)\.asc$/i;
