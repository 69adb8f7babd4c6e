import type { ToContent } from "../../messages/channel";

/**
 * Tells the content script how tall the frame must be, at once and whenever that changes; whole pixels only. A frame in
 * a line of text (`inline`) also tells its width; the others are as wide as what they replace.
 */
export function reportSize(post: (message: ToContent) => void, inline: boolean): void {
  let last = "";
  const report = (): void => {
    const box = (inline ? document.body.firstElementChild : document.body)?.getBoundingClientRect();
    if (!box || box.height === 0) return;
    const height = Math.ceil(box.height);
    const message: ToContent = inline
      ? { type: "resize", height, width: Math.ceil(box.width) }
      : { type: "resize", height };
    const key = JSON.stringify(message);
    if (key === last) return;
    last = key;
    post(message);
  };
  const observer = new ResizeObserver(report);
  observer.observe(document.body);
  if (inline) {
    // The body is as wide as the frame: only its content tells when the panel opens.
    new MutationObserver(() => {
      if (document.body.firstElementChild) observer.observe(document.body.firstElementChild);
    }).observe(document.body, { childList: true });
  }
}
