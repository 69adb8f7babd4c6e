// What must hold whatever happens. Each law returns a sentence for every violation.
import { readKey } from "openpgp";
import { openExtensionPage } from "../browser/launch";
import { eachFile, type Marks } from "../disk/marks";
import { callFrom } from "../gmail/own-key";
import type { Letter } from "./letters";
import type { Life } from "./life";
import { contentsOf } from "./page-contents";
import { sentBy } from "./post";

/** Tells secret words from public ones: those of letters that the user put back into the page. */
function secretsOf(letters: readonly Letter[]): (word: string) => boolean {
  const bared = new Set(letters.filter(({ inClear }) => inClear).flatMap(({ secrets }) => [...secrets]));
  return (word) => !bared.has(word);
}

const seen = new WeakMap<Life, number>();

/** No secret word is in clear in requests since the last check, nor in the webmail's page. */
export async function inClear(life: Life, marks: Marks, letters: readonly Letter[]): Promise<string[]> {
  const isSecret = secretsOf(letters);
  const { requests } = life.demo.webmail;
  const fresh = requests.slice(seen.get(life) ?? 0);
  seen.set(life, requests.length);
  const faults = fresh.flatMap(({ url, body }) =>
    [...marks.within(Buffer.from(`${url} ${body}`))]
      .filter(isSecret)
      .map((word) => `${word} in clear in a request to ${url}`),
  );
  for (const page of life.browser.context.pages().filter((each) => each.url().startsWith("https:"))) {
    const text = await contentsOf(page);
    for (const word of marks.within(Buffer.from(text))) if (isSecret(word)) faults.push(`${word} in clear in the page`);
  }
  return faults;
}

/** No secret word is in clear in any file of a profile whose browser is gone. */
export function onDisk(profile: string, marks: Marks, letters: readonly Letter[]): string[] {
  const isSecret = secretsOf(letters);
  const faults: string[] = [];
  const { dumps } = eachFile(profile, (name, octets) => {
    for (const word of marks.within(octets)) if (isSecret(word)) faults.push(`${word} in clear in ${name}`);
  });
  return [...faults, ...dumps.map((name) => `memory written to ${name}`)];
}

/** Every sent letter is whole and sealed to nobody else, and none is sent twice without a warning. */
export async function post(life: Life, marks: Marks, letters: readonly Letter[]): Promise<string[]> {
  const isSecret = secretsOf(letters);
  const faults: string[] = [];
  const sent = await sentBy(life, marks);
  for (const { strangers, sealed, words } of sent) {
    if (strangers.length > 0) faults.push(`sealed to ${strangers.join(", ")}, which belongs to nobody it is for`);
    if (!sealed && [...words].some(isSecret)) faults.push("a sealed letter was sent in clear");
  }
  for (const letter of letters) {
    const times = sent.filter(({ words }) => words.has(letter.subject)).length;
    if (times > 1 && !letter.told)
      faults.push(`sent ${times} times, and never said that it may be out: ${letter.subject}`);
  }
  return faults;
}

/** How far Cachet trusts a key, from refusing to certainty; what is not listed ranks lowest. */
const TRUST = ["none", "candidate", "mail-only", "new", "first-contact", "known", "verified", "own"];

/** Reports a key trusted more than in quiet times. */
export const standsBetter = (state: string, calm: string): string[] =>
  TRUST.indexOf(state) > TRUST.indexOf(calm) ? [`stands as ${state}, in quiet times as ${calm}`] : [];

/** The own key is there and unchanged, and no contact's key is trusted more than in quiet times. */
export async function keys(life: Life, calm: ReadonlyMap<string, string>): Promise<string[]> {
  const page = await openExtensionPage(life.browser, "pages/popup/index.html");
  try {
    const own = await callFrom<{ fingerprint: string }[]>(page, "identity.list", {});
    const first = (await readKey({ armoredKey: life.aliceKey })).getFingerprint().toUpperCase();
    const states = await callFrom<{ address: string; state: string }[]>(page, "recipient.states", {
      addresses: [...calm.keys()],
    });
    return [
      ...(own.length === 1 ? [] : [`${own.length} own keys instead of one`]),
      ...own
        .filter(({ fingerprint }) => fingerprint.toUpperCase() !== first)
        .map(({ fingerprint }) => `an own key that is not the first: ${fingerprint}`),
      ...states.flatMap(({ address, state }) =>
        standsBetter(state, calm.get(address)!).map((how) => `${address} ${how}`),
      ),
    ];
  } finally {
    await page.close();
  }
}
