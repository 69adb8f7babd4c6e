// The user's settings, and which of them an organisation fixed.
import type { KeyServer } from "./discovery/lookup";
import { LANGUAGES } from "./language";
import type { SecurityMark } from "./security-mark";
import type { MessageClass } from "./trust/message-class";

/** auto: follows the browser. */
export const LANGUAGE_CHOICES = ["auto", ...LANGUAGES] as const;

/** Where messages are written: chosen each time, or always in a window of the extension's own. */
export const COMPOSE_WINDOW = ["choose", "always"] as const;

export interface Settings {
  readonly mark: SecurityMark;
  readonly language: (typeof LANGUAGE_CHOICES)[number];
  /** DoH URLs, first asked first; two operators by default. */
  readonly resolvers: readonly string[];
  readonly wkd: boolean;
  /** Queried last, in this order. */
  readonly keyServers: readonly KeyServer[];
  /** Whether delivery policies (MTA-STS) are read from the recipients' domains. */
  readonly mtaSts: boolean;
  readonly composeWindow: (typeof COMPOSE_WINDOW)[number];
  /** Which settings an organisation fixed, and what else it requires. */
  readonly managed: Managed;
}

/** What an organisation that manages the browser has fixed. */
export interface Managed {
  /** The organisation's own domains, in lower case; empty: it names none, and nobody is an outsider. */
  readonly domains: readonly string[];
  /** The least that every recipient of every message must have. */
  readonly least: MessageClass;
  readonly fixed: Partial<Pick<Settings, "resolvers" | "keyServers" | "mtaSts" | "composeWindow">>;
  /** Fields of the policy that could not be read and are ignored. */
  readonly ignored: readonly string[];
}
