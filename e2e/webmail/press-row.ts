/** Runs in the demo webmail: goes to the inbox and presses the row with these words. False: it is not there yet. */
export function pressRow(wanted: string): boolean {
  if (location.hash !== "#inbox") location.hash = "#inbox";
  const row = [...document.querySelectorAll<HTMLElement>("[role=grid] tr")].find((each) =>
    each.textContent?.replace(/\s+/g, " ").includes(wanted),
  );
  row?.click();
  return row !== undefined;
}
