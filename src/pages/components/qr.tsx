import { useMemo } from "preact/hooks";
import { encode } from "uqr";

/** ISO/IEC 18004 6.3.8: light modules on every side, without which readers do not find the code. */
const QUIET = 4;

interface Props {
  /** What a reader gets. Text of QR's alphanumeric kind (capitals, digits, "$%*+-./:" and space) makes a smaller code. */
  readonly text: string;
  /** Said in its place where it cannot be seen. */
  readonly label: string;
  /** Width and height in px. */
  readonly size?: number;
}

/** A QR code as one drawn path; dark on white in either theme, because many readers cannot read the inverse. */
export function Qr({ text, label, size = 200 }: Props) {
  const { path, width } = useMemo(() => drawn(text), [text]);
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

/** One run of dark modules per stroke, in modules as units. */
function drawn(text: string): { path: string; width: number } {
  const { data, size } = encode(text, { ecc: "M", border: QUIET });
  const runs = data.flatMap((row, y) => {
    const line = row.map((dark) => (dark ? "1" : "0")).join("");
    return [...line.matchAll(/1+/g)].map(({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`);
  });
  return { path: runs.join(""), width: size };
}
