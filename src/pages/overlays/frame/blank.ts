import { render } from "preact";

const before: (() => void)[] = [];

/** Has `work` run once before the frame goes blank: the last chance to seal a draft. */
export const beforeBlank = (work: () => void): void => void before.push(work);

/** Removes all content from the frame, so that nothing readable is left in the page. */
export function blank(): void {
  for (const work of before.splice(0)) work();
  render(null, document.body);
  document.body.replaceChildren();
}
