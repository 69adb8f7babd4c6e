import { visible } from "../dom/visible";
import { typeInto } from "./replace-recipient";

/** ComposeBox.subject and setSubject over the page's field, found anew each time. */
export function subjectField(find: () => HTMLElement | null | undefined) {
  const field = () => find() as HTMLInputElement | null | undefined;
  return {
    subject: () => field()?.value ?? "",
    setSubject(text: string): boolean {
      const input = field();
      if (!input || !visible(input)) return false;
      if (input.value !== text) typeInto(input, text);
      return true;
    },
  };
}
