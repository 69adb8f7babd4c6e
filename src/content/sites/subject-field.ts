import { visible } from "../dom/visible";
import { typeInto } from "./replace-recipient";

/** ComposeBox.subject, hasSubject and setSubject over the page's field, which is looked up each time and read back after writing. */
export function subjectField(find: () => HTMLElement | null | undefined) {
  const field = () => find() as HTMLInputElement | null | undefined;
  const shown = (): HTMLInputElement | null => {
    const input = field();
    return input && visible(input) ? input : null;
  };
  return {
    subject: () => field()?.value ?? "",
    hasSubject: () => shown() !== null,
    setSubject(text: string): boolean {
      const input = shown();
      if (!input) return false;
      if (input.value === text) return true;
      // If the page copies typed text to another field or reverts it, this is no field for a subject.
      const others = [...input.ownerDocument.querySelectorAll<HTMLInputElement>("input, textarea")];
      const before = others.map(({ value }) => value);
      const was = input.value;
      typeInto(input, text);
      if (input.value === text && others.every((one, i) => one === input || one.value === before[i])) return true;
      typeInto(input, was);
      return false;
    },
  };
}
