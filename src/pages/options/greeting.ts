/** Morning starts at five; at night the greeting is that of the evening. */
export function partOfDay(hour: number): "morning" | "afternoon" | "evening" {
  if (hour >= 5 && hour < 12) return "morning";
  return hour >= 12 && hour < 18 ? "afternoon" : "evening";
}

/** How to address the owner of a key named `name`; empty where it is an address, not a name. */
export function firstName(name: string): string {
  if (name.includes("@")) return "";
  // "Moreau, Lea" puts the surname first, and "Dr." is a title: such names are used whole.
  const [first = "", second] = name.trim().split(/\s+/);
  return /[,.]$/.test(first) && second ? name.trim() : first;
}
