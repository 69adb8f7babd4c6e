const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Zone names (RFC 5322 4.3, and UTC) still found where 3.3 demands offsets; minutes east of UTC. */
const ZONES: Readonly<Record<string, number>> = {
  utc: 0,
  gmt: 0,
  ut: 0,
  z: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
};

/** Parses a date as mail writes it (RFC 5322 3.3 and 4.3, asctime); milliseconds since 1970, null if it is none. */
export function mailDate(text: string): number | null {
  const bare = text.replaceAll(/\([^()]*\)/g, " ");
  const usual =
    /(\d{1,2})[ -]([A-Za-z]{3})[a-z]*[ -](\d{2,4}),?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([+-]\d{4}|[A-Za-z]{1,4}\b)?/;
  const asctime = /([A-Za-z]{3})\s+(\d{1,2})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s+(?:([A-Z]{1,4}|[+-]\d{4})\s+)?(\d{4})/;
  const hit = usual.exec(bare);
  if (hit) return time(hit[3]!, hit[2]!, hit[1]!, hit[4]!, hit[5]!, hit[6], hit[7]);
  const other = asctime.exec(bare);
  return other ? time(other[7]!, other[1]!, other[2]!, other[3]!, other[4]!, other[5], other[6]) : null;
}

function time(
  year: string,
  month: string,
  day: string,
  hour: string,
  minute: string,
  second = "0",
  zone = "utc",
): number | null {
  const index = MONTHS.indexOf(month.toLowerCase());
  const full = year.length === 2 ? Number(year) + (Number(year) < 50 ? 2000 : 1900) : Number(year);
  const offset = /^[+-]/.test(zone)
    ? Math.sign(Number(`${zone[0]}1`)) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3)))
    : ZONES[zone.toLowerCase()];
  if (index < 0 || full < 1970 || Number(hour) > 24 || Number(minute) > 59 || offset === undefined) return null;
  return Date.UTC(full, index, Number(day), Number(hour), Number(minute), Number(second)) - offset * 60_000;
}
