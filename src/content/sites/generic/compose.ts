import { personIn } from "../../../domain/label";
import { editorText } from "../../dom/editor-text";
import { replaceAnyText } from "../../dom/modelled-editor";
import { offerFiles } from "../../dom/offer-files";
import { all, first, inOrAround } from "../../dom/select";
import { visible } from "../../dom/visible";
import { oneSender, shownIn } from "../people";
import { placeAfter } from "../place";
import type { ComposeBox } from "../site";
import { subjectField } from "../subject-field";
import { watchFields } from "../watch-fields";
import { genericRecipients } from "./recipients";
import { CALLS_SEND, SEND, selectors } from "./selectors";

/** In px. An editor is at least a few lines high and has something like Send near it; search boxes and chat lines are not. */
const LEAST = { width: 200, height: 60 };
const LEVELS = 8;

export function genericComposes(added: ParentNode): ComposeBox[] {
  const boxes = new Map<HTMLElement, ComposeBox>();
  for (const body of inOrAround(added, selectors.editor)) {
    if (!bigEnough(body) || body.parentElement?.closest('[contenteditable="true"]') || !visible(body)) continue;
    const found = sendNear(body);
    if (found && !boxes.has(found.root)) boxes.set(found.root, composeBox(found.root, body));
  }
  return [...boxes.values()];
}

function bigEnough(editor: HTMLElement): boolean {
  const { width, height } = editor.getBoundingClientRect();
  return width >= LEAST.width && height >= LEAST.height;
}

const label = (button: HTMLElement): string =>
  button.getAttribute("aria-label") ||
  button.textContent?.trim() ||
  (button as HTMLInputElement).value ||
  button.title ||
  "";
/** What the page's script does at a press, where its markup says so. */
const calls = (button: HTMLElement): string => `${button.dataset.bind ?? ""} ${button.getAttribute("ng-click") ?? ""}`;
/** Its menu would be pressed instead of Send. */
const opensMenu = (button: HTMLElement): boolean => button.hasAttribute("aria-haspopup");
const isSend = (button: HTMLElement): boolean =>
  (SEND.test(label(button)) || CALLS_SEND.test(calls(button))) && !opensMenu(button) && visible(button);

function sendNear(body: HTMLElement): { root: HTMLElement } | null {
  let root = body.parentElement;
  for (
    let level = 0;
    root && root !== root.ownerDocument.documentElement && level < LEVELS;
    level += 1, root = root.parentElement
  ) {
    if (first(root, selectors.button, isSend)) return { root };
    if (root.tagName === "FORM") return null;
  }
  return null;
}

function composeBox(root: HTMLElement, body: HTMLElement): ComposeBox {
  // The fields may stand beside the editor's part of the page rather than in it.
  const scope = root.closest<HTMLElement>('form, [role="dialog"]') ?? root.parentElement ?? root;
  const subject = (): HTMLElement | null => {
    // With two fields, one may be for searching: nothing says which is the subject.
    const [field, other] = all(scope, selectors.subject, visible);
    return other ? null : (field ?? null);
  };
  const sendButton = (): HTMLElement | null => first(root, selectors.button, isSend);
  return {
    root,
    body,
    cover: body,
    key: () => null,
    placeLock(lock) {
      const send = sendButton();
      if (send) placeAfter(lock, send);
    },
    // People whom the page shows by name alone are found nowhere in it.
    recipients: () => ({ ...genericRecipients(scope, body, subject()), partial: true }),
    from: () => oneSender(all(scope, selectors.from).map((field) => personIn(shownIn(field)))),
    ...subjectField(subject),
    // Chips come and go without an event.
    watch: (changed, signal) => watchFields(scope, [scope], changed, signal),
    text: () => editorText(body),
    replaceText: (text) => replaceAnyText(body, text),
    replaceRecipient: () => false,
    attach: (files) => offerFiles(all(scope, selectors.fileInput)[0], body, files),
    attachmentsIn: () => scope,
    sendButton,
    *sends() {
      yield* all(scope, selectors.button, isSend);
      for (const button of all(scope, selectors.anySend)) {
        const beside = button.parentElement?.children ?? [];
        const says = SEND.test(label(button)) || /send/i.test(calls(button));
        // "Send", "Send later", and the arrow beside either of them.
        if (says || (opensMenu(button) && [...beside].some((one) => SEND.test(label(one as HTMLElement)))))
          yield button;
      }
    },
  };
}
