function carrier(files: readonly File[]): DataTransfer {
  const data = new DataTransfer();
  for (const file of files) data.items.add(file);
  return data;
}

/** Gives files to a file input as if the user had picked them. False: there are none, or more than the input takes. */
function offerToInput(input: HTMLInputElement, files: readonly File[]): boolean {
  if (files.length === 0 || (files.length > 1 && !input.multiple)) return false;
  input.files = carrier(files).files;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

/** Drops files on an element. True when the page took the drop, that is, prevented the browser's default of opening the file. */
function dropOn(target: HTMLElement, files: readonly File[]): boolean {
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

/** Gives files to the page's input, or drops them where there is none. False: there is neither, or it took none. */
export function offerFiles(
  input: HTMLElement | null | undefined,
  zone: HTMLElement | null,
  files: readonly File[],
): boolean {
  if (input) return offerToInput(input as HTMLInputElement, files);
  return zone !== null && dropOn(zone, files);
}
