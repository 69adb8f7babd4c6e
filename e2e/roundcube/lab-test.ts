import { rmSync } from "node:fs";
import { test as base } from "@playwright/test";
import { type House, openHouse } from "../browser/house";
import { addressOf, type Lab, startLab, USERS, type User } from "../lab/lab";
import { reasonToSkip } from "../lab/need";
import { type Gpg, startGpg } from "../peers/gpg";
import { openPerson, type Person } from "./person";
import { makeTestBuild } from "./test-build";

interface Shared {
  readonly lab: Lab;
  /** The other party: holds gpg-made keys of all three users. Only bob's and carol's are published in DNS. */
  readonly gpg: Gpg;
  readonly build: string;
  readonly house: House;
}

interface Own {
  /** A user's own browser, as new, signed in to the webmail, with Cachet enabled there. */
  readonly person: (user: User) => Promise<Person>;
}

const skip = reasonToSkip();

/** Test with a whole mail provider behind it, one per worker process. Skipped where the programs are missing. */
export const test = base.extend<Own, Shared>({
  gpg: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern.
    async ({}, use) => {
      const gpg = startGpg();
      for (const user of USERS) gpg.makeKey(user[0]!.toUpperCase() + user.slice(1), addressOf(user));
      await use(gpg);
      gpg.remove();
    },
    { scope: "worker" },
  ],
  lab: [
    async ({ gpg }, use) => {
      const published = (["bob", "carol"] as const).map(
        (user) => [addressOf(user), gpg.publicKey(addressOf(user))] as const,
      );
      const lab = await startLab(new Map(published));
      await use(lab);
      await lab.stop();
    },
    { scope: "worker" },
  ],
  build: [
    async ({ lab }, use) => {
      const dir = makeTestBuild(lab);
      await use(dir);
      rmSync(dir, { recursive: true, force: true });
    },
    { scope: "worker" },
  ],
  house: [
    async ({ lab }, use) => {
      const house = openHouse(lab.certificate);
      await use(house);
      await house.close();
    },
    { scope: "worker" },
  ],
  person: async ({ lab, build, house }, use, info) => {
    const people: Person[] = [];
    await house.begin(lab.map);
    await use(async (user) => {
      const { browser } = await house.tenant(user, { extension: build }, async () => {});
      const person = await openPerson(browser, user);
      people.push(person);
      return person;
    });
    if (info.status !== info.expectedStatus)
      for (const { page, user } of people)
        await page.screenshot({ path: info.outputPath(`${user}.png`) }).catch(() => null);
    await house.end();
  },
});

test.beforeEach(() => {
  test.skip(skip !== null, skip ?? "");
});
