// Drawn here so that no icon font or image is fetched; currentColor, 16 px box unless noted. Decorative: a name stands beside.
import type { ComponentChildren } from "preact";

const line = {
  fill: "none",
  stroke: "currentColor",
  "stroke-width": "1.6",
  "stroke-linecap": "round",
  "stroke-linejoin": "round",
} as const;

const SHAPES = {
  lock: (
    <>
      <path {...line} d="M4.5 7V5a3.5 3.5 0 0 1 7 0v2" />
      <rect x="2.8" y="7" width="10.4" height="7.2" rx="1.6" fill="currentColor" />
    </>
  ),
  open: (
    <>
      <path {...line} d="M4.5 7V4.8a3.4 3.4 0 0 1 6.6-1.1" />
      <rect x="2.8" y="7" width="10.4" height="7.2" rx="1.6" {...line} />
    </>
  ),
  broken: (
    <>
      <path {...line} d="M4.5 7V5a3.500 3.500 0 0 1 7 0v2" />
      <rect x="2.800" y="7" width="10.400" height="7.200" rx="1.600" fill="currentColor" />
      <path stroke="var(--paper)" stroke-width="1.500" fill="none" d="m8.800 6.400-2.200 3 2.600 1.600-2 3.600" />
    </>
  ),
  camera: (
    <>
      <path {...line} d="M1.800 5.300h2.700l1.200-1.800h4.600l1.200 1.800h2.700v7.500H1.800z" />
      <circle cx="8" cy="8.800" r="2.200" {...line} />
    </>
  ),
  numbers: (
    <path
      {...line}
      d="M2.500 4.500h2M7 4.500h2M11.500 4.500h2M2.500 8h2M7 8h2M11.500 8h2M2.500 11.500h2M7 11.500h2M11.500 11.500h2"
    />
  ),
  home: <path {...line} d="M2 8 8 2.500 14 8M3.800 6.600v6.900h8.400V6.600M6.600 13.500V9.800h2.800v3.700" />,
  check: <path {...line} stroke-width="2" d="m3 8.500 3.200 3.200L13 5" />,
  eye: (
    <>
      <path {...line} d="M1.5 8S4 3.700 8 3.700 14.500 8 14.500 8 12 12.300 8 12.300 1.500 8 1.500 8z" />
      <circle cx="8" cy="8" r="2" fill="currentColor" />
    </>
  ),
  warn: (
    <>
      <path fill="currentColor" d="M8 1.600 15.300 14H.7z" />
      <path stroke="var(--paper)" stroke-width="1.6" d="M8 6v4M8 11.200v1.400" />
    </>
  ),
  anchor: (
    <>
      <path {...line} d="M8 5.500v8M5.500 7.500h5M2.500 9.500c.3 2.600 2.700 4 5.500 4s5.200-1.400 5.500-4" />
      <circle cx="8" cy="3.700" r="1.600" {...line} />
    </>
  ),
  leaf: (
    <path {...line} d="M3 13c0-6 3.500-9.500 10-10 .3 6-2.500 9.800-8 9.500M3 13.500c1.500-3.500 3.500-5.500 6.500-7" />
  ),
  star: (
    <path
      fill="currentColor"
      d="m8 1.600 1.900 4.200 4.600.5-3.400 3.100.9 4.500L8 11.600l-4 2.300.9-4.500L1.500 6.300l4.600-.5z"
    />
  ),
  moon: <path fill="currentColor" d="M9.500 1.800A6.300 6.300 0 1 0 14.200 10 5.300 5.300 0 0 1 9.500 1.800z" />,
  seal: (
    <>
      <path
        fill="currentColor"
        d="M8 1c1 0 1.400.9 2.300 1.100.8.3 1.800-.1 2.400.6.700.7.300 1.600.7 2.500.3.800 1.200 1.200 1.200 2.200s-.8 1.500-1.100 2.300c-.3.900.1 1.800-.7 2.500-.7.700-1.600.4-2.400.7-.9.400-1.300 1.300-2.300 1.300s-1.500-.9-2.400-1.200c-.8-.3-1.800.1-2.400-.6-.7-.7-.4-1.600-.7-2.500-.4-.8-1.300-1.200-1.300-2.200s.9-1.500 1.200-2.300c.3-.9 0-1.800.7-2.500.6-.7 1.600-.3 2.400-.700C6.500 1.900 7 1 8 1z"
      />
      <path fill="none" stroke="var(--paper)" stroke-width="1.200" d="M10.500 5.900a3.200 3.200 0 1 0 0 3.600" />
    </>
  ),
  clip: (
    <path
      {...line}
      stroke-width="1.5"
      d="m13 7.200-5.300 5.300a3.100 3.100 0 0 1-4.400-4.400l5.600-5.600a2 2 0 0 1 2.900 2.900l-5.500 5.500a1 1 0 0 1-1.400-1.400l4.700-4.700"
    />
  ),
  server: (
    <>
      <g {...line} stroke-width="1.5">
        <rect x="2.5" y="2.500" width="11" height="4.500" rx="1" />
        <rect x="2.5" y="9" width="11" height="4.500" rx="1" />
      </g>
      <circle cx="5" cy="4.800" r=".9" fill="currentColor" />
      <circle cx="5" cy="11.200" r=".9" fill="currentColor" />
    </>
  ),
  person: (
    <>
      <circle cx="8" cy="5.300" r="2.600" {...line} stroke-width="1.5" />
      <path {...line} stroke-width="1.5" d="M2.800 13.500c.6-2.500 2.700-3.800 5.200-3.800s4.600 1.300 5.200 3.800" />
    </>
  ),
  question: <path {...line} d="M5.800 6.200a2.300 2.300 0 1 1 3.300 2.100c-.7.400-1.100.8-1.100 1.600M8 12.400v.1" />,
  close: <path {...line} d="m4 4 8 8M12 4l-8 8" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.200" {...line} />
      <path {...line} d="m10.200 10.200 3.300 3.300" />
    </>
  ),
  key: (
    <>
      <circle cx="5" cy="8" r="2.800" {...line} />
      <path {...line} d="M7.800 8h6.200v2.500M11.500 8v2" />
    </>
  ),
  reply: <path {...line} d="M6.500 3.500 2.500 7.500l4 4M2.700 7.500H9c2.800 0 4.500 1.700 4.500 4.700" />,
  download: <path {...line} d="M8 2.500v7.500M4.800 7 8 10.200 11.200 7M3 13.300h10" />,
  upload: <path {...line} d="M8 10V2.500M4.800 5.500 8 2.300l3.200 3.200M3 13.300h10" />,
  copy: (
    <>
      <rect x="5.500" y="5.500" width="8" height="8.500" rx="1.500" {...line} />
      <path
        {...line}
        d="M10.500 5.500v-2A1.500 1.500 0 0 0 9 2H4a1.500 1.500 0 0 0-1.500 1.500V9A1.500 1.500 0 0 0 4 10.500h1.500"
      />
    </>
  ),
  mail: (
    <>
      <rect x="1.800" y="3.500" width="12.400" height="9" rx="1.500" {...line} />
      <path {...line} d="m2.500 4.800 5.500 4 5.500-4" />
    </>
  ),
  print: (
    <>
      <path
        {...line}
        d="M4.500 6V2.500h7V6M4.500 11.500H3a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v3.500a1 1 0 0 1-1 1h-1.500"
      />
      <rect x="4.500" y="9.500" width="7" height="4.200" {...line} />
    </>
  ),
  globe: (
    <>
      <circle cx="8" cy="8" r="5.800" {...line} stroke-width="1.500" />
      <path
        {...line}
        stroke-width="1.500"
        d="M2.400 8h11.200M8 2.200c3.400 3.500 3.400 8.100 0 11.600M8 2.200c-3.400 3.500-3.400 8.100 0 11.600"
      />
    </>
  ),
  clock: (
    <>
      <circle cx="8" cy="8" r="5.800" {...line} />
      <path {...line} d="M8 4.800V8l2.200 1.500" />
    </>
  ),
  back: <path {...line} d="M9.800 3.500 5.300 8l4.500 4.500" />,
  forward: <path {...line} d="M6.200 3.500 10.700 8l-4.500 4.500" />,
  palette: (
    <>
      <circle cx="8" cy="8" r="5.800" {...line} />
      <path fill="currentColor" d="M8 2.200a5.800 5.800 0 0 1 0 11.600z" />
    </>
  ),
  dots: (
    <g fill="currentColor">
      <circle cx="3.2" cy="8" r="1.300" />
      <circle cx="8" cy="8" r="1.300" />
      <circle cx="12.800" cy="8" r="1.300" />
    </g>
  ),
  link: (
    <path
      {...line}
      d="M6.800 9.200a2.600 2.600 0 0 0 3.700 0l2.300-2.300a2.600 2.600 0 0 0-3.700-3.700l-.9.9M9.200 6.800a2.600 2.600 0 0 0-3.700 0L3.200 9.100a2.600 2.600 0 0 0 3.700 3.700l.9-.9"
    />
  ),
  list: <path {...line} d="M6.500 4h7M6.500 8h7M6.500 12h7M2.800 4v.01M2.800 8v.01M2.800 12v.01" />,
  quote: <path {...line} d="M3 3v10M6.500 5h7M6.500 8h7M6.500 11h4.500" />,
  window: <path {...line} d="M6.500 3H3v10h10V9.500M9 2.800h4.200V7M13 3 7.800 8.200" />,
  refresh: <path {...line} d="M13 8a5 5 0 1 1-1.600-3.700M13 2.500v2.800h-2.800" />,
} satisfies Record<string, ComponentChildren>;

export type IconName = keyof typeof SHAPES;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width={size} height={size} aria-hidden="true">
      {SHAPES[name]}
    </svg>
  );
}
