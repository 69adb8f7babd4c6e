import { render } from "preact";

const before: (() => void)[] = [];

/** Runs once before the frame goes blank: the last chance to seal a draft. */
export const beforeBlank = (work: () => void): void => void before.push(work);

/** Takes every word out of the frame: whoever holds the page afterwards finds nothing to read. */
export function blank(): void {
  for (const work of before.splice(0)) work();
  render(null, document.body);
  document.body.replaceChildren();
}
