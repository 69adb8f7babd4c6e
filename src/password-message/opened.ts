import { fileSize } from "../domain/file-size";
import type { MessageContent, MessageFile } from "../domain/password-message/content";
import { byId } from "./page";
import { language, say } from "./words";

/** Shows what was sealed, as text only. */
export function showOpened({ subject, text, at, files }: MessageContent, from: string): void {
  // Not shown as the page's title, because browsers store titles in their history and session files.
  byId("subject").textContent = subject || say("letter_no_subject");
  const date = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" }).format(at);
  byId("about").textContent = say("letter_about", { from, date });
  byId("text").textContent = text;
  byId("reply").textContent = say("letter_reply_how", { from });
  byId("list").append(...files.map(fileLine));
  byId("files").hidden = files.length === 0;
  byId("print").addEventListener("click", () => print());
  byId("opened").hidden = false;
  byId("subject").focus();
}

function fileLine(file: MessageFile): HTMLElement {
  const link = document.createElement("a");
  const name = safeName(file.name);
  link.textContent = name;
  link.download = name;
  // Never with its own type: an HTML file opened from here would have this page's origin.
  link.href = URL.createObjectURL(new Blob([file.bytes], { type: "application/octet-stream" }));
  const size = document.createElement("span");
  size.className = "muted small";
  size.textContent = fileSize(file.bytes.length, language);
  const line = document.createElement("li");
  line.append(link, " ", size);
  return line;
}

/** Without path, control characters, and characters that change the writing direction ("gpj.exe" shown as "exe.jpg"). */
const safeName = (name: string): string =>
  name
    .replace(/[\p{Cc}\p{Cf}]/gu, "")
    .replace(/[\\/:*?"<>|]/g, "_")
    .slice(0, 200) || "file";
