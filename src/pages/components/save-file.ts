/** Saves a file for the user through the browser's own download. */
export function saveFile(fileName: string, content: BlobPart, type = "application/pgp-keys"): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
