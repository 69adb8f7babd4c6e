import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** ISO/IEC 18004 6.3.8: light modules on every side; without them readers do not find the code. */
const QUIET = 4;

interface Props {
  /** What a reader gets. Text in QR's alphanumeric set (capitals, digits, "$%*+-./:" and space) makes a smaller code. */
  readonly text: string;
  /** The accessible name. */
  readonly label: string;
  /** Width and height in px. */
  readonly size?: number;
}

/** A QR code as one drawn path; dark on white in either theme, because many readers cannot read the inverse. */
export function Qr({ text, label, size = 200 }: Props) {
  const code = useSignal<Drawn | null>(null);
  useEffect(() => {
    let wanted = true;
    void drawn(text).then((next) => {
      if (wanted) code.value = next;
    });
    return () => {
      wanted = false;
    };
  }, [text]);
  // Reserves the space, so that nothing jumps when the code appears.
  if (!code.value) return <svg class="qr" aria-hidden="true" viewBox="0 0 1 1" width={size} height={size} />;
  const { path, width } = code.value;
  return (
    <svg
      class="qr"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${width}`}
      width={size}
      height={size}
      shape-rendering="crispEdges"
    >
      <rect width={width} height={width} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

interface Drawn {
  readonly path: string;
  readonly width: number;
}

/** One subpath per run of dark modules; the unit is a module. The encoder is loaded for the first code. */
async function drawn(text: string): Promise<Drawn> {
  const { encode } = await import("uqr");
  const { data, size } = encode(text, { ecc: "M", border: QUIET });
  const runs = data.flatMap((row, y) => {
    const line = row.map((dark) => (dark ? "1" : "0")).join("");
    return [...line.matchAll(/1+/g)].map(({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`);
  });
  return { path: runs.join(""), width: size };
}
