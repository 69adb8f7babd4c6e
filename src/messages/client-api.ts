// The wire between window.mailvelope (page-world) and our script in the page (content/client-api): one MessagePort, on which
// nothing else goes. No more than names and types: it is in the page's own world, too.

/** DOM events of the two scripts, which may start in either order. They carry nothing; a page can make them, and gains nothing. */
export const API_HERE = "cachet-client-api";
export const API_READY = "cachet-client-api-ready";
/** Something else has made window.mailvelope: ours is silent. */
export const API_TAKEN = "cachet-client-api-taken";

/** Codes of errors, as Mailvelope's pages know them. */
export type ClientCode =
  | "TYPE_MISMATCH"
  | "NO_KEYRING_FOR_ID"
  | "KEYRING_ALREADY_EXISTS"
  | "WRONG_ARMORED_TYPE"
  | "NO_KEY_FOR_ADDRESS"
  | "IMPORT_ERROR"
  | "INVALID_SELECTOR"
  | "TOO_MANY_REQUESTS"
  | "NO_CONNECTION"
  | "INTERNAL_ERROR";

export interface ClientRequest {
  readonly id: number;
  readonly call: string;
  readonly given: readonly unknown[];
}

export type ClientAnswer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly code: ClientCode; readonly text: string };

/** The extension is gone, or the page may no longer ask: every further call fails. */
export interface ClientEnd {
  readonly end: true;
}
