import { press } from "../dom/press";
import type { Answering } from "./site";

/** MessageView.answers and reply over the page's buttons: the one for this kind of answer, else the plain reply. */
export function answering(find: Readonly<Record<Answering, () => HTMLElement | null>>) {
  const button = (how: Answering): HTMLElement | null => find[how]() ?? find.reply();
  return {
    answers: (how: Answering): boolean => button(how) !== null,
    reply(how: Answering): boolean {
      const found = button(how);
      if (found) press(found);
      return found !== null;
    },
  };
}
