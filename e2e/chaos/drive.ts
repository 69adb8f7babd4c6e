// Writes letter after letter while incidents strike. The seed decides everything the driver decides.
import { openExtensionPage } from "../browser/launch";
import { overlayFrames } from "../browser/overlays";
import { marksOf } from "../disk/marks";
import { callFrom } from "../gmail/own-key";
import { randomFrom } from "../hostile/fuzz/random";
import { MAIL_URL } from "../webmail/demo";
import { clearPage } from "./box";
import * as desk from "./desk";
import { endLetter } from "./ending";
import { kinds } from "./incidents";
import * as laws from "./laws";
import { type Letter, newLetter } from "./letters";
import { beginLife, endLife, enter, killBrowser, PEERS, restart } from "./life";
import { atMost, pass } from "./pass";
import { arrive, lookAround, read } from "./reading";
import { act, check, type Scene, type Struck } from "./step";
import { createTally, type Tally } from "./tally";

export interface Drive {
  readonly seed: number;
  /** Milliseconds since the epoch; a letter begun by then is finished. */
  readonly until: number;
  /** Incidents, at most. */
  readonly most?: number;
  /** Faults, at most. */
  readonly faults?: number;
  /** Letters, at most. */
  readonly letters?: number;
  /** Kinds of incidents to draw from; all where left out. */
  readonly among?: readonly string[];
  readonly say?: (line: string) => void;
}

export async function drive(asked: Drive): Promise<Tally> {
  const { seed, until, among = kinds, say = () => {} } = asked;
  const { most = Infinity, faults = Infinity, letters = Infinity } = asked;
  const life = await beginLife();
  const tally = createTally();
  const calm = new Map(PEERS.map(({ address }) => [address, "first-contact"]));
  const scene: Scene = { life, random: randomFrom(seed), marks: marksOf(seed), letters: [], tally, among, calm, say };
  try {
    const goesOn = (): boolean =>
      Date.now() < until &&
      tally.incidents() < most &&
      tally.faults().length < faults &&
      scene.letters.length < letters;
    while (goesOn()) await oneLetter(scene);
    await killBrowser(life);
    for (const fault of laws.onDisk(life.profile, scene.marks, scene.letters)) tally.fault("the disk", fault);
  } finally {
    await endLife(life);
  }
  return tally;
}

async function oneLetter(scene: Scene): Promise<void> {
  const { life, random, marks, letters, tally, say } = scene;
  // All numbers have the same length, so that no subject is part of another.
  const answers = random.chance(30) ? `Question ${1000 + letters.length}` : null;
  const letter = newLetter(marks.next(), random.pick(PEERS), answers);
  letters.push(letter);
  say(`letter ${letters.length}${answers ? ", an answer" : ""}`);
  try {
    await check(scene, letter, await begin(scene, letter));
    for (let left = 2 + random(5); left > 0; left--) await writeOn(scene, letter);
    await endLetter(scene, letter);
  } catch (error) {
    say(`  STUCK ${error}`);
    const shown = await Promise.all(
      overlayFrames(life.page, "compose").map((frame) => frame.innerText("body").catch(String)),
    ).catch(() => []);
    tally.fault("stuck", `stuck in letter ${letters.length}: ${String(error).split("\n")[0]} ${JSON.stringify(shown)}`);
  }
  await atMost(60_000, "tidying", tidy(scene)).catch(async (error) => {
    say(`  begins anew: ${error}`);
    await killBrowser(life).catch(() => {});
    await restart(life);
    await tidy(scene);
  });
}

async function begin(scene: Scene, letter: Letter): Promise<Struck | null> {
  const { life, marks } = scene;
  if (letter.answers === null) return act(scene, "begin", () => desk.begin(life, letter));
  const asked = marks.next();
  await arrive(life, letter.to[0]!, letter.answers, asked);
  return act(scene, "answer", () => desk.answer(life, letter, asked));
}

/** Between the words: reads a received letter, or looks at the popup and the home page. */
async function aside(scene: Scene): Promise<Struck | null> {
  const { life, random, marks, tally } = scene;
  const subject = `News ${scene.letters.length}.${1000 + random(9000)}.`;
  const text = marks.next();
  if (random.chance(60)) {
    await arrive(life, PEERS[0], subject, text);
    const struck = await act(scene, "read", () => read(life, subject, text));
    // After the incident, the letter must be readable.
    if (struck) await read(life, subject, text).catch((error) => tally.fault(struck.kind, `not read: ${error}`));
    tally.count("letters read");
    return struck;
  }
  const struck = await act(scene, "look around", () => lookAround(life));
  if (struck) await lookAround(life).catch((error) => tally.fault(struck.kind, String(error)));
  return struck;
}

async function writeOn(scene: Scene, letter: Letter): Promise<void> {
  if (scene.random.chance(18)) return check(scene, letter, await aside(scene));
  const { life, random, marks } = scene;
  const others = PEERS.filter((one) => !letter.to.includes(one));
  const word = marks.next();
  const draw = random(100);
  const doing =
    draw < 15
      ? act(scene, "attach", () => desk.attach(life, letter, word))
      : // Not in an answer, whose fields the page folds.
        draw < 22 && others.length > 0 && letter.answers === null
        ? act(scene, "address", () => desk.address(life, letter, others[0]!))
        : draw < 40
          ? act(scene, "type in bold", () => desk.type(life, letter, word, true))
          : act(scene, "type", () => desk.type(life, letter, word));
  await check(scene, letter, await doing);
  if (random.chance(50)) await pass(random(3200));
}

/** Removes everything of a letter before the next. */
async function tidy(scene: Scene): Promise<void> {
  const { life, calm, tally } = scene;
  for (const fault of await laws.keys(life, calm)) tally.fault("keys", fault);
  life.url = MAIL_URL;
  if (!life.page.url().startsWith("https:")) await enter(life);
  await life.page.bringToFront();
  if (desk.openEditor(life)) {
    await life.page.goto("about:blank");
    await enter(life);
  }
  await clearPage(life);
  const popup = await openExtensionPage(life.browser, "pages/popup/index.html");
  for (const { id } of await callFrom<{ id: string }[]>(popup, "draft.list", {}))
    await callFrom(popup, "draft.drop", { id });
  await popup.close();
}
