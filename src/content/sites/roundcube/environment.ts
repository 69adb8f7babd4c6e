// Roundcube writes what its script needs into the page as rcmail.set_env({...}), which the isolated world can read as text.

export interface Environment {
  readonly uid?: string;
  readonly mailbox?: string;
  readonly username?: string;
  readonly request_token?: string;
  readonly comm_path?: string;
  readonly action?: string;
  readonly task?: string;
  /** Octets that the server takes as an uploaded file, and so as a form. */
  readonly max_filesize?: string;
  /** Set where the server itself knows of PGP/MIME made in the browser. */
  readonly mailvelope_main_keyring?: string;
}

const read = new WeakMap<Document, Environment>();
/** Skips quoted strings: a subject or a name may contain the end of a call, or a whole one. */
const CALL = /rcmail\.set_env\((\{(?:[^"]|"[^"\\]*(?:\\.[^"\\]*)*")*?\})\);/gs;
const KEYS = [
  ...(["uid", "mailbox", "username", "request_token", "comm_path", "action", "task"] as const),
  ...(["max_filesize", "mailvelope_main_keyring"] as const),
];

/** Everything the page set, later calls over earlier ones; empty when this is not a Roundcube page. */
export function environmentOf(document: Document): Environment {
  const known = read.get(document);
  if (known) return known;
  const environment: Record<string, string> = {};
  for (const script of document.scripts) {
    if (script.closest("#messagebody")) continue;
    for (const [, json] of (script.textContent ?? "").matchAll(CALL)) {
      const values = parsed(json!);
      for (const key of KEYS)
        if (values[key] !== undefined && values[key] !== null) environment[key] = String(values[key]);
    }
  }
  // While the page loads, the script may still be missing.
  if (document.readyState !== "loading") read.set(document, environment);
  return environment;
}

function parsed(json: string): Record<string, unknown> {
  try {
    return JSON.parse(json) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** The document of the window around a preview frame; null at the top or when it is of another origin. */
export function outerDocument(document: Document): Document | null {
  try {
    const outer = document.defaultView?.parent.document;
    return outer && outer !== document ? outer : null;
  } catch {
    return null;
  }
}
