/** Presses a button of the page. Some toolkits act on mousedown or mouseup rather than on click. */
export function press(element: HTMLElement): void {
  const view = element.ownerDocument.defaultView as (Window & typeof globalThis) | null;
  if (!view) return;
  for (const type of ["mousedown", "mouseup"]) {
    element.dispatchEvent(new view.MouseEvent(type, { bubbles: true, cancelable: true, composed: true, button: 0 }));
  }
  element.click();
}
