/** The page may deny our frame the clipboard; then copies a selection, which a click always permits. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const box = document.createElement("pre");
    box.textContent = text;
    box.className = "visually-hidden";
    document.body.append(box);
    getSelection()?.selectAllChildren(box);
    box.addEventListener("copy", (event) => {
      // Only the text, without its formatting here.
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
    });
    const copied = document.execCommand("copy");
    box.remove();
    return copied;
  }
}
