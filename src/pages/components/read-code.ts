/** Finds a QR code on a canvas; returns its text, or null where there is none. */
export type CodeReader = (canvas: HTMLCanvasElement) => Promise<string | null>;

/** Shape Detection API; in neither TypeScript's DOM types nor every browser. */
interface BarcodeDetectorClass {
  new (options: {
    formats: readonly string[];
  }): {
    detect(image: HTMLCanvasElement): Promise<readonly { readonly rawValue: string }[]>;
  };
  getSupportedFormats(): Promise<readonly string[]>;
}

/** The browser's own QR reader where there is one; else jsqr, loaded only then. */
export async function codeReader(): Promise<CodeReader> {
  const native = (globalThis as { BarcodeDetector?: BarcodeDetectorClass }).BarcodeDetector;
  if (native && (await native.getSupportedFormats()).includes("qr_code")) {
    const detector = new native({ formats: ["qr_code"] });
    return async (canvas) => (await detector.detect(canvas))[0]?.rawValue ?? null;
  }
  const { default: jsQR } = await import("jsqr");
  return async (canvas) => {
    const { data, width, height } = pixels(canvas).getImageData(0, 0, canvas.width, canvas.height);
    return jsQR(data, width, height)?.data || null;
  };
}

export const pixels = (canvas: HTMLCanvasElement): CanvasRenderingContext2D =>
  canvas.getContext("2d", { willReadFrequently: true })!;

/** Longest sides in px at which a picture is tried: a code may be too small at one and too noisy at the other. */
const SIDES = [1200, 600];

/** The text of the code in a picture file. "unreadable": not a picture. null: no code found. */
export async function readPicture(file: Blob): Promise<string | null | "unreadable"> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return "unreadable";
  const read = await codeReader();
  const canvas = document.createElement("canvas");
  for (const side of SIDES) {
    const scale = Math.min(1, side / Math.max(picture.width, picture.height));
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    pixels(canvas).drawImage(picture, 0, 0, canvas.width, canvas.height);
    const text = await read(canvas);
    if (text) return text;
  }
  return null;
}
