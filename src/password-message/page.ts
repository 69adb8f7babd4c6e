/** An element of page.html. */
export const byId = (id: string): HTMLElement => document.getElementById(id)!;

/** Empty when it is not base64. atob, since the browser may be older than Uint8Array.fromBase64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    const binary = atob(text.trim());
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
    return bytes;
  } catch {
    return new Uint8Array();
  }
}
