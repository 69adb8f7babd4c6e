// One step of the user, and an incident before, during or after it. Afterwards the laws are checked.

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

/** The incident, and when it struck. */
export interface Struck {
  readonly kind: string;
  readonly when: number;
  /** The step was not even begun. */
  readonly instead: boolean;
}

const QUIET = "none";
const PERCENT = 75;
const SECOND_PERCENT = 30;
/** In ms: several times the longest duration on a loaded machine. */
const LONG = 90_000;

/** Does the step, with an incident if the seed says so, to which a failure of the step is then attributed. */
export async function act(scene: Scene, what: string, work: () => Promise<void>): Promise<Struck | null> {
  const { random, life, tally, say } = scene;
  if (!random.chance(PERCENT)) {
    say(what);
    await atMost(LONG, what, work());
    return null;
  }
  const kind = drawIncident(random, scene.among);
  const drawn = random.pick(["before", "during", "after"] as const);
  // Without an editor, the step cannot be done.
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
    // Only time decides where in the step the incident strikes.
    await pass(wait);
    // Awaits the step even if the incident failed, so that nothing runs on in the background.
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

/** Strikes, once more if the page was just being replaced. */
async function strikes({ life, random }: Scene, kind: string): Promise<void> {
  const strike = (): Promise<void> => atMost(LONG, kind, INCIDENTS[kind]!.strike(life, random));
  await strike().catch((error) => {
    if (!/context was destroyed|navigation/i.test(String(error))) throw error;
    return strike();
  });
}

/** Checks the trust in old and new keys while the incident lasts. */
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

/** A second incident, before the effects of the first are checked. */
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

/** Comes back to the letter if needed, and checks that everything saved is there. */
export async function check(scene: Scene, letter: Letter, struck: Struck | null): Promise<void> {
  const { life, marks, tally, say } = scene;
  const kind = struck?.kind ?? QUIET;
  const broken = struck !== null && INCIDENTS[struck.kind]!.breaks;
  let { overlay, found } = await atLast(scene, letter, broken);
  // Without any words, the subject shows whether the letter is there.
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
  // The letter may be sent just while this checks whether it was.
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

/** An editor may close just when it is reached: this tries again. */
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
