import { armorBlocks, type ShownArmor } from "../dom/armor-text";
import { inSlices } from "../dom/slices";
import type { MessageView } from "../sites/site";

export interface SealedParts {
  readonly blocks: readonly ShownArmor[];
  /** An attachment is, by its name, sealed or signed, a signature, or a key. */
  readonly files: boolean;
}

export interface SealedFinder {
  find(view: MessageView): Promise<SealedParts>;
  /** Whether `find` ever found it sealed: later there may be no armor, as the overlay conceals it. Ends with `forget`. */
  knownSealed(view: MessageView): boolean;
  /** The page changed the message: whether it is sealed must be found anew. */
  forget(view: MessageView): void;
  /** Its files only had names like OpenPGP's. */
  notSealed(view: MessageView): void;
}

export function sealedFinder(signal: AbortSignal): SealedFinder {
  const sealed = new WeakSet<Element>();
  const harmless = new WeakSet<Element>();
  return {
    async find(view) {
      const blocks = await inSlices(armorBlocks(view.body), signal);
      // A key in the text does not make the message sealed.
      const inText = blocks.some((block) => block.kind !== "key");
      const hidden = !inText && (view.hides?.() ?? false);
      const names = inText ? [] : view.attachments().map((attachment) => attachment.name.trim());
      const files = hidden || names.some((name) => OPENPGP_FILE.test(name));
      const sealedFile = hidden || names.some((name) => OPENPGP_FILE.test(name) && !KEY_FILE.test(name));
      if (inText || (sealedFile && !harmless.has(view.root))) sealed.add(view.root);
      return { blocks, files };
    },
    forget: (view) => void sealed.delete(view.root),
    knownSealed: (view) => sealed.has(view.root),
    notSealed(view) {
      harmless.add(view.root);
      sealed.delete(view.root);
    },
  };
}

/** Names that OpenPGP files and the parts of RFC 3156 have in practice. */
const OPENPGP_FILE = /\.(asc|pgp|gpg|sig)$|^PGPMIME version/i;
const KEY_FILE = /^(0x[0-9a-f]{8,}|openpgp_0x[0-9a-f]+|.*(public|pub|key).*)\.asc$/i;
