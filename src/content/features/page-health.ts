import type { FeatureContext } from "./feature-context";

/** A page needs time to draw: only one that stays unrecognised for this long, in ms, is reported. */
const SETTLE_MS = 5000;

/** Says once that Cachet does not recognise the page, if its parts cannot be found. Call after each scan of the page. */
export function pageHealth(context: FeatureContext): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let brokenBefore = false;
  let said = false;
  const check = (): void => {
    timer = null;
    const broken = context.site.health().state === "broken";
    if (broken && brokenBefore && !said) {
      said = true;
      context.notice("unrecognised");
    } else if (broken && !said) timer = setTimeout(check, SETTLE_MS);
    brokenBefore = broken;
  };
  context.signal.addEventListener("abort", () => {
    if (timer !== null) clearTimeout(timer);
  });
  return () => {
    if (!said && timer === null && !context.signal.aborted) timer = setTimeout(check, SETTLE_MS);
  };
}
