import { codeReader, pixels } from "./read-code";

/** refused: by the user or a policy. absent: no camera. busy: a camera that does not start. */
export type CameraTrouble = "refused" | "absent" | "busy";

const TROUBLE: Readonly<Record<string, CameraTrouble>> = {
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotFoundError: "absent",
  OverconstrainedError: "absent",
};

/** Longest side in px of a frame to read: enough for a code held up to the camera, and quick. */
const SIDE = 800;

/**
 * Shows the camera in `video` and reads frames until one holds a code; returns its text, or null when the signal aborts
 * first. The camera is off by the time this returns, however it ends.
 */
export async function scanCode(
  video: HTMLVideoElement,
  signal: AbortSignal,
  onShown: () => void,
): Promise<{ readonly text: string } | { readonly trouble: CameraTrouble } | null> {
  let stream: MediaStream | null = null;
  try {
    if (!navigator.mediaDevices) return { trouble: "absent" };
    stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 } },
      audio: false,
    });
    // The wait for the user's permission has no timeout, so the signal may have aborted meanwhile.
    if (signal.aborted) return null;
    video.srcObject = stream;
    await video.play();
    onShown();
    const read = await codeReader();
    const canvas = document.createElement("canvas");
    while (await nextFrame(video, signal)) {
      drawFrame(video, canvas);
      const text = await read(canvas);
      if (text) return { text };
    }
    return null;
  } catch (error) {
    if (signal.aborted) return null;
    return { trouble: TROUBLE[(error as DOMException).name] ?? "busy" };
  } finally {
    for (const track of stream?.getTracks() ?? []) track.stop();
    video.srcObject = null;
  }
}

function drawFrame(video: HTMLVideoElement, canvas: HTMLCanvasElement): void {
  const scale = Math.min(1, SIDE / Math.max(video.videoWidth, video.videoHeight));
  canvas.width = Math.max(1, Math.round(video.videoWidth * scale));
  canvas.height = Math.max(1, Math.round(video.videoHeight * scale));
  pixels(canvas).drawImage(video, 0, 0, canvas.width, canvas.height);
}

/** True at the camera's next frame, false once the signal aborts. */
function nextFrame(video: HTMLVideoElement, signal: AbortSignal): Promise<boolean> {
  return new Promise((done) => {
    if (signal.aborted) return done(false);
    const stop = (): void => {
      video.cancelVideoFrameCallback(handle);
      done(false);
    };
    const handle = video.requestVideoFrameCallback(() => {
      signal.removeEventListener("abort", stop);
      done(true);
    });
    signal.addEventListener("abort", stop, { once: true });
  });
}
