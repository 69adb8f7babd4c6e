import type { Grade } from "./index-types";

/** The shape of every grade, in a box of 20 by 22, and the letter on it. */
export const SHIELD = "M10 .5 19 3.300v7.400c0 5.400-3.900 8.700-9 10.500-5.100-1.800-9-5.100-9-10.500V3.300z";

export const LETTER: Readonly<Record<Grade, string>> = { a: "A", b: "B", c: "C", d: "D", e: "E", u: "?" };

/** Names the word of a grade: a sealed message is no postcard and its text is not exposed, so it has other words for C and D. */
export const gradeWordName = (grade: Grade, sealed: boolean): `grade_${Grade}` | "sealed_c" | "sealed_d" =>
  sealed && (grade === "c" || grade === "d") ? `sealed_${grade}` : `grade_${grade}`;
