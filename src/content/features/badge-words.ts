import { gradeWordName, LETTER } from "../../domain/privacy/shield";
import type { Verdict } from "../../domain/privacy/thread-index";
import type { Room } from "./room";

export const badgeWord = ({ word }: Pick<Room, "word">, { grade, sealed }: Verdict): string =>
  word(gradeWordName(grade, sealed));

/** "Privacy: C, postcard", as the other rooms say it. */
export function badgeName(room: Pick<Room, "word">, verdict: Verdict): string {
  if (verdict.grade === "u") return room.word("badgeUnknown");
  const said = badgeWord(room, verdict).toLocaleLowerCase();
  return room.word("badgeName").replace("{letter}", LETTER[verdict.grade]).replace("{word}", said);
}
