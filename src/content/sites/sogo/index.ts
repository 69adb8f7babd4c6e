import { darkBehind } from "../../dom/theme";
import type { Health, Site, SiteMatch } from "../site";
import { sogoAccount } from "./account";
import { sogoComposes } from "./compose";
import { isSogo } from "./match";
import { sogoMessages } from "./message";
import { placeIn } from "./place";

function health(document: Document): Health {
  const missing = new Set<string>();
  const composes = sogoComposes(document);
  const messages = sogoMessages(document);
  if (composes.some((box) => !box.sendButton())) missing.add("send");
  if (messages.some((message) => !message.from())) missing.add("sender");
  if (messages.length === 0 && placeIn(location.hash)) missing.add("message");
  const seen = composes.length + messages.length;
  return { state: missing.size > 0 ? "broken" : seen > 0 ? "fine" : "empty", missing: [...missing] };
}

export const sogo: SiteMatch = {
  id: "sogo",
  matches: isSogo,
  create: (document): Site => ({
    id: "sogo",
    account: () => sogoAccount(document, location.hash),
    dark: () => darkBehind(document.body),
    composes: sogoComposes,
    messages: sogoMessages,
    health: () => health(document),
  }),
};
