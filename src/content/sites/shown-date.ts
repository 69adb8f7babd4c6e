/** Day, month and year in figures; their order differs between countries. */
const FIGURES = /(?<!\d)(\d{1,2})[./ -]{1,2}(\d{1,2})[./ -]{1,2}(\d{4})(?!\d)/;
const CLOCK = /(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([ap])\.?m\.?)?/i;

/**
 * A date as a page shows it; null when it cannot be read with certainty, as is often the case with localised dates. Figures
 * alone are read in the order of the page's language: 05/11/2026 is in May or in November.
 */
export function dateShown(text: string, language = document.documentElement.lang): Date | null {
  const plain = text
    .replace(/[\u00a0\u202f\u2009]/g, " ")
    .replace(/\s+at\s+/, " ")
    .trim();
  // Date.parse would take a bare number or weekday for some date.
  if (!/\d{4}/.test(plain)) return null;
  const figures = FIGURES.exec(plain);
  if (figures) return inFigures(figures.slice(1, 4).map(Number), CLOCK.exec(plain), language);
  const time = Date.parse(plain);
  return Number.isNaN(time) ? null : new Date(time);
}

function inFigures(figures: readonly number[], clock: RegExpExecArray | null, language: string): Date | null {
  const order = orderIn(language);
  const [first = 0, second = 0, year = 0] = figures;
  const [day, month] = order === "day-first" ? [first, second] : [second, first];
  const [, hours = "0", minutes = "0", seconds = "0", half] = clock ?? [];
  const hour = half ? (Number(hours) % 12) + (half.toLowerCase() === "p" ? 12 : 0) : Number(hours);
  const date = new Date(year, month - 1, day, hour, Number(minutes), Number(seconds));
  // 31/12 in month-first order is no date.
  const fits = date.getDate() === day && date.getMonth() === month - 1;
  return order !== null && fits ? date : null;
}

type Order = "day-first" | "month-first";

/** By language: making the format is the dear part, and a page is asked for its dates whenever it changes. */
const orders = new Map<string, Order | null>();

function orderIn(language: string): Order | null {
  if (!orders.has(language)) orders.set(language, findOrder(language));
  return orders.get(language) ?? null;
}

function findOrder(language: string): Order | null {
  if (language.trim() === "") return null;
  try {
    const parts = new Intl.DateTimeFormat(language.replaceAll("_", "-")).formatToParts(0).map(({ type }) => type);
    const place = (type: Intl.DateTimeFormatPartTypes): number => parts.indexOf(type);
    // A language that puts the year first gives no order for dates with the year last.
    if (place("year") < place("day")) return null;
    return place("day") < place("month") ? "day-first" : "month-first";
  } catch {
    return null; // no language
  }
}
