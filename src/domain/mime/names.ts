// Names and types of attachments. The sender chooses both, and both are used to trick people into opening programs.
import { octetString } from "../octets";

export interface SafeName {
  /** Safe to show and to use for a download. Never empty. */
  readonly name: string;
  /** As in "invoice.pdf.exe": the extension that counts is not the one that readers notice. */
  readonly doubleExtension: boolean;
}

/** Code points; file systems allow 255 octets, and browsers append a number. */
const MAX_LENGTH = 100;

/**
 * Direction marks and zero-width characters: they make "fdp.exe" look like "exe.pdf" and hide extensions. Joiners stay,
 * because Persian and emoji need them.
 */
const INVISIBLE = /(?!\u200c|\u200d|\ufe0f)[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\ufff9-\ufffb]/gu;
/** Device names of Windows, with or without an extension. */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;
/** Files that a system runs, or a browser runs as a page, when they are opened. */
const RUNS =
  /\.(?:exe|com|scr|pif|bat|cmd|msi|msix|msp|mst|appx|cpl|hta|js|jse|vbs|vbe|wsf|wsh|wsc|ps1|psm1|reg|inf|lnk|url|webloc|scf|jar|jnlp|apk|app|pkg|dmg|iso|img|vhdx?|command|workflow|action|sh|bash|zsh|csh|py|pl|rb|desktop|appimage|deb|rpm|run|bin|dll|sys|chm|hlp|library-ms|settingcontent-ms|search-ms|msc|gadget|application|appref-ms|xll|xlam|docm|dotm|xlsm|xltm|pptm|ppam|sldm|one|html?|xhtml|xht|shtml|mht|mhtml|svgz?|xml|xslt?|swf)$/i;
const LOOKS_HARMLESS =
  /\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|txt|csv|jpe?g|png|gif|webp|heic|bmp|tiff?|mp[34]|mov|zip|7z|rar|eml|asc)\s*\.[^.]+$/i;
const ENDINGS: Readonly<Record<string, string>> = {
  "application/pdf": ".pdf",
  "image/png": ".png",
  "image/jpeg": ".jpg",
  "image/gif": ".gif",
  "image/webp": ".webp",
  "text/plain": ".txt",
  "text/calendar": ".ics",
  "message/rfc822": ".eml",
  "application/zip": ".zip",
};

/** `raw`: as the sender wrote it, null if there is none. `type` determines the extension of a made-up name. */
export function safeName(raw: string | null, type: string): SafeName {
  const bare = (raw ?? "")
    .slice(0, 4000)
    .toWellFormed()
    .normalize("NFC")
    .replace(INVISIBLE, "")
    .replace(/\s+/g, " ")
    .replace(/^.*[/\\\u2215\u2044\u29f8\uff0f\uff3c]/u, "")
    .replace(/[<>:"|?*]/g, "_")
    // A leading dot hides a file; Windows drops trailing dots after the extension was checked.
    .replace(/^[ .]+|[ .]+$/g, "");
  const named = bare === "" ? `attachment${ENDINGS[type] ?? ""}` : RESERVED.test(bare) ? `_${bare}` : bare;
  const name = shortened(named);
  return { name, doubleExtension: RUNS.test(name) && LOOKS_HARMLESS.test(name) };
}

/** Keeps the extension, which decides what opens the file. */
function shortened(name: string): string {
  const letters = [...name];
  if (letters.length <= MAX_LENGTH) return name;
  const ending = /\.[^. ]{1,16}$/.exec(name)?.[0] ?? "";
  return `${letters
    .slice(0, MAX_LENGTH - [...ending].length - 1)
    .join("")
    .trimEnd()}…${ending}`;
}

export interface SniffedType {
  /** The type it is treated as: detected from the content if possible, else as declared. */
  readonly shownType: string;
  /** Opening it may run something: warn about it, and never preview it. */
  readonly dangerous: boolean;
  /** The content does not match the type or the name. */
  readonly mismatch: boolean;
}

const SIGNATURES: readonly (readonly [RegExp, string])[] = [
  [/^%PDF-/, "application/pdf"],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: octets of a file
  [/^\x89PNG\r\n\x1a\n/, "image/png"],
  [/^\xff\xd8\xff/, "image/jpeg"],
  [/^GIF8[79]a/, "image/gif"],
  [/^RIFF[\s\S]{4}WEBP/, "image/webp"],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: octets of a file
  [/^PK(?:\x03\x04|\x05\x06|\x07\x08)/, "application/zip"],
  [/^MZ/, "application/x-msdownload"],
  [/^\x7fELF/, "application/x-elf"],
  // Four byte orders of Mach-O, and its fat form, which begins like a Java class.
  [/^(?:\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe|\xca\xfe\xba\xbe)/, "application/x-mach-binary"],
  [/^#![ \t]*\//, "text/x-script"],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: octets of a file
  [/^L\x00\x00\x00\x01\x14\x02\x00/, "application/x-ms-shortcut"],
];
const MARKUP = /^(?:\xef\xbb\xbf)?\s*(?:<!--(?:(?!-->)[\s\S])*-->\s*|<\?xml[^>]*>\s*|<!doctype\s+svg[^>]*>\s*)*</i;
const SVG = /<svg[\s>]/i;
const HTML = /<(?:!doctype\s+html|html|head|body|script|iframe|title|meta|table|div|a|img|style|form)\b/i;

const PROGRAMS = /^(?:application\/x-(?:msdownload|elf|mach-binary|ms-shortcut)|text\/x-script)$/;
const ACTIVE =
  /^(?:text\/html|image\/svg\+xml|application\/(?:xhtml\+xml|xml|javascript|x-javascript|x-sh|hta|x-msdownload|x-msdos-program|java-archive|vnd\.microsoft\.portable-executable)|text\/(?:xml|javascript))$/;
/** Types whose content may be a ZIP archive. */
const IN_ZIP =
  /^application\/(?:zip|x-zip(?:-compressed)?|epub\+zip|vnd\.(?:openxmlformats|oasis|ms-|android|apple)|java-archive|octet-stream)/;
const GENERIC = /^(?:application\/(?:octet-stream|binary|x-download|force-download|unknown)|)$/;
const TYPE_OF_ENDING: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
};

/** `beginning`: the first 1024 octets or so. `type`: as declared, lower case. `name`: as returned by `safeName`. */
export function sniffType(beginning: Uint8Array, type: string, name: string): SniffedType {
  const text = octetString(beginning.subarray(0, 1024));
  const seen = SIGNATURES.find(([pattern]) => pattern.test(text))?.[1] ?? markupIn(text);
  const byName = TYPE_OF_ENDING[/\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ""];
  const told = GENERIC.test(type) ? (byName ?? "application/octet-stream") : type.replace("image/jpg", "image/jpeg");
  const shownType = seen === null || (seen === "application/zip" && IN_ZIP.test(told)) ? told : seen;
  return {
    shownType,
    dangerous: PROGRAMS.test(shownType) || ACTIVE.test(shownType) || ACTIVE.test(told) || RUNS.test(name),
    mismatch: isMismatch(seen, told) || (byName !== undefined && byName !== (seen ?? told)),
  };
}

function markupIn(text: string): string | null {
  if (!MARKUP.test(text)) return null;
  if (SVG.test(text)) return "image/svg+xml";
  return HTML.test(text) ? "text/html" : null;
}

function isMismatch(seen: string | null, told: string): boolean {
  if (seen === null) return Object.values(TYPE_OF_ENDING).includes(told);
  if (seen === told || GENERIC.test(told)) return false;
  if (seen === "application/zip") return !IN_ZIP.test(told);
  if (seen === "text/html") return !/^(?:text\/|application\/(?:xhtml|xml|hta))/.test(told) || told === "text/plain";
  if (seen === "text/x-script") return !/^(?:text\/|application\/x-)/.test(told);
  return true;
}
