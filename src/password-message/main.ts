// The page of a password message. It runs from a file on the reader's disk, offline, in any browser: no extension, no
// request, no HTML made from the opened content (its policy forbids requests and HTML).
import { type FormatParts, readParts } from "../domain/password-message/format";
import { openPasswordMessage } from "../domain/password-message/open";
import { showOpened } from "./opened";
import { byId, fromBase64 } from "./page";
import { language, say, sayAll } from "./words";

const field = byId("passphrase") as HTMLInputElement;
const button = byId("open");

function start(): void {
  document.documentElement.lang = language;
  sayAll(document);
  document.title = say("letter_title");
  byId("closed").hidden = false;
  const parts = readParts(fromBase64(byId("sealed").textContent ?? ""));
  if (!parts.ok) {
    byId("form").hidden = true;
    byId("from").className = "problem";
    byId("from").textContent = say(parts.code === "newer" ? "letter_newer" : "letter_damaged");
    return;
  }
  byId("from").textContent = say("letter_from", { from: parts.value.from });
  byId("form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (button.ariaDisabled !== "true") void open(parts.value);
  });
  byId("show").addEventListener("click", reveal);
  field.focus();
}

function reveal(): void {
  const shown = field.type === "text";
  field.type = shown ? "password" : "text";
  byId("show").ariaPressed = String(!shown);
}

async function open(parts: FormatParts): Promise<void> {
  problem("");
  if (field.value.trim() === "") return problem(say("letter_empty"));
  busy(true);
  const opened = await openPasswordMessage(parts, field.value);
  busy(false);
  if (!opened.ok) return problem(say(opened.code === "altered" ? "letter_altered" : "letter_wrong"));
  field.value = "";
  byId("closed").remove();
  showOpened(opened.value, parts.from);
}

function problem(text: string): void {
  byId("problem").textContent = text;
  field.ariaInvalid = text ? "true" : null;
  if (text) field.select();
}

function busy(working: boolean): void {
  button.ariaDisabled = String(working);
  byId("working").textContent = working ? say("letter_opening") : "";
}

start();
