/** From five o'clock on it is morning; a greeting by night is the evening's. */
export function partOfDay(hour: number): "morning" | "afternoon" | "evening" {
  if (hour >= 5 && hour < 12) return "morning";
  return hour >= 12 && hour < 18 ? "afternoon" : "evening";
}

/** What to call somebody whose key says `name`; empty where it holds no name to call by. */
export function firstName(name: string): string {
  if (name.includes("@")) return "";
  // "Moreau, Lea" is an index card, and a title is no name: both are said whole.
  const [first = "", second] = name.trim().split(/\s+/);
  return /[,.]$/.test(first) && second ? name.trim() : first;
}
