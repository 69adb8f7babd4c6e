// The ways a letter ends.
import { openExtensionPage } from "../browser/launch";
import { until } from "../browser/until";
import { callFrom } from "../gmail/own-key";
import { boxGoes, hasBox } from "./box";
import * as desk from "./desk";
import { INCIDENTS } from "./incidents";
import type { Letter } from "./letters";
import { enter } from "./life";
import { isSent, sentBy } from "./post";
import { act, askLaws, check, type Scene, type Struck } from "./step";

export async function endLetter(scene: Scene, letter: Letter): Promise<void> {
  const { random, life } = scene;
  if (letter.words.length + letter.files.length === 0) return;
  const draw = random(100);
  if (draw < 65) return send(scene, letter);
  const how = random.pick(desk.CLOSINGS);
  const struck = await act(scene, `close: ${how}`, () => desk.close(life, letter, how));
  if (how === "keep") {
    await check(scene, letter, struck);
    await send(scene, letter);
  } else await askLaws(scene, struck?.kind ?? "none");
}

/** Presses until the letter is sent, like a person who trusts the screen. */
async function send(scene: Scene, letter: Letter): Promise<void> {
  const { life, marks, tally, say } = scene;
  // The last presses are without incidents, so that bad luck alone does not count as being stuck.
  for (let press = 0; press < 8; press++) {
    const work = () => desk.sealAndSend(life);
    const before = await alertsIn(life);
    const struck = press < 5 ? await act(scene, "send", work) : await work().then(() => null);
    const outcome = await outcomeOf(scene, letter, struck, before);
    say(`  ${outcome}`);
    await askLaws(scene, struck?.kind ?? "none");
    if (outcome === "sent" && !(await isWaiting(scene, letter))) {
      await wasWhole(scene, letter, struck);
      tally.count("letters sent");
      return;
    }
    await check(scene, letter, struck);
    if (letter.told && (await isSent(life, marks, letter))) return;
  }
  throw new Error("eight presses did not send it");
}

/** The editor's alerts. Some are there before the press and stay. */
async function alertsIn(life: Scene["life"]): Promise<string[]> {
  const said = await desk
    .openEditor(life)
    ?.getByRole("alert")
    .allInnerTexts()
    .catch(() => []);
  return (said ?? []).map((text) => text.replace(/\s+/g, " "));
}

/** sent: the user has no reason to doubt it. open: the screen asks for another press. */
async function outcomeOf(
  scene: Scene,
  letter: Letter,
  struck: Struck | null,
  before: readonly string[],
): Promise<"sent" | "open"> {
  const { life, marks } = scene;
  if (struck?.instead) return "open";
  if (struck && INCIDENTS[struck.kind]!.breaks) return (await isUnfinished(scene)) ? "open" : "sent";
  const end = await until(
    "an outcome",
    async () => {
      if (!desk.openEditor(life)) return "gone";
      const alerts = (await alertsIn(life)).filter((alert) => !before.includes(alert));
      return alerts.length > 0 && `said: ${alerts.join(" | ")}`;
    },
    12_000,
  ).catch(() => "silent");
  // The page's box closes when its mail is sent; if it stays, the letter was not sent.
  if (end === "gone") return (await boxGoes(life)) ? "sent" : "open";
  scene.say(`  ${end}`);
  if (end === "silent" && (await isSent(life, marks, letter))) throw new Error("sent, and the editor stays");
  return "open";
}

/** Whether the letter is not among the sent mail and still in the popup, where a user in doubt finds it. */
async function isWaiting({ life, marks }: Scene, letter: Letter): Promise<boolean> {
  const arrived = await until("the mail to arrive", () => isSent(life, marks, letter), 3000).catch(() => false);
  if (arrived) return false;
  const popup = await openExtensionPage(life.browser, "pages/popup/index.html");
  const drafts = await callFrom<unknown[]>(popup, "draft.list", {});
  await popup.close();
  return drafts.length > 0;
}

/** Whether the webmail or Cachet shows the letter as not sent. */
async function isUnfinished({ life }: Scene): Promise<boolean> {
  const popup = await openExtensionPage(life.browser, "pages/popup/index.html");
  const drafts = await callFrom<{ placedAt: number | null }[]>(popup, "draft.list", {});
  await popup.close();
  // Drafts sealed into a page are listed separately for an hour, sent or not.
  if (drafts.some(({ placedAt }) => placedAt === null)) return true;
  if (!life.page.url().startsWith("https:")) await enter(life);
  await life.page.bringToFront();
  return hasBox(life);
}

/** A letter believed to be sent was sent, with everything that was in the editor. */
async function wasWhole(scene: Scene, letter: Letter, struck: Struck | null): Promise<void> {
  const { life, marks, tally } = scene;
  const kind = struck?.kind ?? "none";
  const mail = await until(
    "the mail to arrive",
    async () => (await sentBy(life, marks)).find(({ words }) => words.has(letter.subject)),
    5000,
  ).catch(() => null);
  if (!mail) return tally.fault(kind, `neither sent nor offered again: ${letter.subject}`);
  const missing = [...letter.words, ...letter.files].filter(({ word }) => !mail.words.has(word));
  if (missing.length > 0) tally.fault(kind, `sent without ${missing.map(({ word }) => word).join(", ")}`);
}
