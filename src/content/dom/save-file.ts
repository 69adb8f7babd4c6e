/** Hands bytes to the browser's own download. The link never enters the page. */
export function saveFile(document: Document, name: string, bytes: Uint8Array<ArrayBuffer>, type: string): void {
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the blob once started; some browsers start it in the next task.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
