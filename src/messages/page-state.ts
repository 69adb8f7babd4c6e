// The popup's one question to the page in front, asked with tabs.sendMessage and answered by the top frame's content script.
import type { PageMeasured } from "../domain/abilities";
import type { WebmailId } from "../domain/webmails";

export interface PageStateRequest {
  readonly ask: "page-state";
}

export interface PageState {
  readonly site: WebmailId;
  readonly health: "fine" | "empty" | "broken";
  readonly missing: readonly string[];
  readonly account: { readonly address: string; readonly name: string } | null;
  /** What works on the page as it is now. */
  readonly abilities: PageMeasured;
}

/** The popup's question to the client API's script, where there is one. */
export interface ClientQuestion {
  readonly ask: "client-api";
}

export interface ClientState {
  /** Whom the script met in the page's world: the page's window.mailvelope is ours, or another extension's. */
  readonly speaksTo: "nobody" | "page" | "other-extension";
}

export const isClientQuestion = (message: unknown): message is ClientQuestion =>
  (message as Partial<ClientQuestion> | null)?.ask === "client-api";
