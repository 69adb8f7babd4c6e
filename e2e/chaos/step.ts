// One thing a person does, and what may happen before it, during it or after it. Afterwards the laws are asked.

import type { Marks } from "../disk/marks";
import type { Random } from "../hostile/fuzz/random";
import * as desk from "./desk";
import { drawIncident, INCIDENTS } from "./incidents";
import * as laws from "./laws";
import { isSafe, type Letter, safeAt } from "./letters";
import type { Life } from "./life";
import { atMost, pass } from "./pass";
import { isSent } from "./post";
import { stranger } from "./strangers";
import type { Tally } from "./tally";

export interface Scene {
  readonly life: Life;
  readonly random: Random;
  readonly marks: Marks;
  readonly letters: Letter[];
  readonly tally: Tally;
  /** Kinds of incidents. */
  readonly among: readonly string[];
  /** Address -> how far its key is trusted in quiet times. */
  readonly calm: ReadonlyMap<string, string>;
  readonly say: (line: string) => void;
}

/** What struck, and when; null: nothing did. */
export interface Struck {
  readonly kind: string;
  readonly when: number;
  /** What one wanted to do was not even begun. */
  readonly instead: boolean;
}

const QUIET = "none";
const PERCENT = 75;
const SECOND_PERCENT = 30;
/** Several times what anything here takes on a machine that has much else to do. */
const LONG = 90_000;

/** Does it, with an incident as the seed has it. A failure of `act` is the incident's, if there was one. */
export async function act(scene: Scene, what: string, work: () => Promise<void>): Promise<Struck | null> {
  const { random, life, tally, say } = scene;
  if (!random.chance(PERCENT)) {
    say(what);
    await atMost(LONG, what, work());
    return null;
  }
  const kind = drawIncident(random, scene.among);
  const drawn = random.pick(["before", "during", "after"] as const);
  // Where the editor is gone, what one wanted to do is not done.
  const moment = drawn === "before" && INCIDENTS[kind]!.breaks ? "instead" : drawn;
  const wait = random(1200);
  say(`${what}; ${moment}: ${kind}${moment === "during" ? ` (${wait} ms)` : ""}`);
  tally.struck(kind);
  let when = 0;
  const strike = async (): Promise<void> => {
    when = Date.now();
    await strikes(scene, kind);
  };
  const tried = (): Promise<unknown> =>
    atMost(LONG, what, work()).catch((error) => say(`  failed: ${String(error).split("\n")[0]}`));
  if (moment === "before" || moment === "instead") await strike();
  const working = moment === "instead" ? null : tried();
  if (moment === "during") {
    // Where in the work it strikes is a matter of time alone.
    await pass(wait);
    // Nothing goes on behind one's back, whatever failed.
    await strike().finally(() => working);
  }
  await working;
  if (moment === "after") await strike();
  if (INCIDENTS[kind]!.lasts && random.chance(50)) await meanwhile(scene, kind);
  await INCIDENTS[kind]!.mend?.(life);
  const next = random.chance(SECOND_PERCENT) ? await another(scene) : null;
  const instead = moment === "instead";
  return next && !INCIDENTS[kind]!.breaks ? { ...next, instead } : { kind, when, instead };
}

/** Once more where it struck a page that was just being replaced by the next. */
async function strikes({ life, random }: Scene, kind: string): Promise<void> {
  const strike = (): Promise<void> => atMost(LONG, kind, INCIDENTS[kind]!.strike(life, random));
  await strike().catch((error) => {
    if (!/context was destroyed|navigation/i.test(String(error))) throw error;
    return strike();
  });
}

/** While it lasts: what is believed of keys, old and new. */
async function meanwhile({ life, calm, tally, say }: Scene, kind: string): Promise<void> {
  try {
    for (const fault of [...(await laws.keys(life, calm)), ...(await stranger(life))]) {
      say(`  FAULT ${fault}`);
      tally.fault(kind, fault);
    }
  } catch (error) {
    say(`  not answered meanwhile: ${String(error).split("\n")[0]}`);
    tally.count("not answered while an incident lasted");
  }
  await life.page.bringToFront();
}

/** Misfortunes come in pairs: before anybody has seen what became of the first. */
async function another(scene: Scene): Promise<Pick<Struck, "kind" | "when">> {
  const { random, life, tally, among, say } = scene;
  const kind = drawIncident(random, among);
  say(`  and then: ${kind}`);
  tally.struck(kind);
  const when = Date.now();
  await strikes(scene, kind);
  if (INCIDENTS[kind]!.lasts) await meanwhile(scene, kind);
  await INCIDENTS[kind]!.mend?.(life);
  return { kind, when };
}

/** Comes back to the letter if need be, and sees whether all is there that must be. */
export async function check(scene: Scene, letter: Letter, struck: Struck | null): Promise<void> {
  const { life, marks, tally, say } = scene;
  const kind = struck?.kind ?? QUIET;
  const broken = struck !== null && INCIDENTS[struck.kind]!.breaks;
  let { overlay, found } = await atLast(scene, letter, broken);
  // Where no word was written, the subject tells whether the letter is there.
  const gone =
    letter.words.length === 0
      ? isSafe(letter.subjectAt, struck?.when ?? 0, life.roomSince) && !found.subject.includes(letter.subject)
      : !letter.words.some(({ word }) => found.text.includes(word));
  if (broken && gone) {
    const other = await desk.fromPopup(life, letter);
    if (other) {
      overlay = other;
      found = await desk.look(other);
    }
  }
  if (/may have gone out|You sealed this message/.test(found.says)) letter.told = true;
  // It may go out at the very moment one looks whether it did.
  if (gone && letter.told && (await isSent(life, marks, letter))) return askLaws(scene, kind);
  const when = broken ? struck.when : Number.POSITIVE_INFINITY;
  if (!found.subject.includes(letter.subject)) {
    if (isSafe(letter.subjectAt, when, life.roomSince)) tally.fault(kind, `subject lost: ${letter.subject}`);
    await desk.name(overlay, letter);
  }
  for (const [what, text] of [
    ["words", found.text],
    ["bold", found.bold],
    ["files", found.files],
  ] as const) {
    const due = safeAt(letter[what], when, life.roomSince);
    const lost = due.filter((word) => !text.includes(word));
    tally.due(kind, what, due.length, due.length - lost.length);
    if (lost.length > 0) {
      say(`  LOST ${what}: ${lost.join(", ")}; the editor says: ${found.says.replace(/\s+/g, " ").slice(0, 600)}`);
      tally.fault(kind, `${what} lost: ${lost.join(", ")}`);
    }
    letter[what] = letter[what].filter(({ word }) => text.includes(word));
  }
  await askLaws(scene, kind);
}

/** An editor may go just as one comes back to it: whoever sees it go tries again. */
async function atLast({ life, say }: Scene, letter: Letter, broken: boolean) {
  for (let left = 3; ; left--) {
    try {
      const overlay = (!broken && desk.openEditor(life)) || (await desk.comeBack(life, letter));
      return { overlay, found: await desk.look(overlay) };
    } catch (error) {
      if (left === 0) throw error;
      say(`  again: ${String(error).split("\n")[0]}`);
    }
  }
}

export async function askLaws(scene: Scene, kind: string): Promise<void> {
  const { life, marks, letters, tally, say } = scene;
  const broken = [...(await laws.inClear(life, marks, letters)), ...(await laws.post(life, marks, letters))];
  for (const fault of broken) {
    say(`  FAULT ${fault}`);
    tally.fault(kind, fault);
  }
}
