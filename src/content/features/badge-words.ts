import type { Grade } from "../../domain/privacy/index-types";
import { LETTER } from "../../domain/privacy/shield";
import type { Room } from "./room";

/** "Privacy: C, postcard", as the other rooms say it. */
export function badgeName({ word }: Pick<Room, "word">, grade: Grade): string {
  if (grade === "u") return word("badgeUnknown");
  return word("badgeName").replace("{letter}", LETTER[grade]).replace("{word}", word(grade).toLocaleLowerCase());
}
