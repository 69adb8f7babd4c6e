function carrier(files: readonly File[]): DataTransfer {
  const data = new DataTransfer();
  for (const file of files) data.items.add(file);
  return data;
}

/** Gives files to a file input as if the user had picked them. */
export function offerToInput(input: HTMLInputElement, files: readonly File[]): boolean {
  input.files = carrier(input.multiple ? files : files.slice(0, 1)).files;
  if (input.files?.length === 0) return false;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
  return input.multiple || files.length === 1;
}

/** Drops files on an element. True when the page took the drop (it prevents the browser's own, which opens the file). */
export function dropOn(target: HTMLElement, files: readonly File[]): boolean {
  let taken = false;
  for (const type of ["dragenter", "dragover", "drop"]) {
    const event = new DragEvent(type, {
      bubbles: true,
      cancelable: true,
      composed: true,
      dataTransfer: carrier(files),
    });
    taken = !target.dispatchEvent(event);
  }
  return taken;
}
