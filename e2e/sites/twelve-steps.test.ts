import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { tableOfDays } from "./twelve-steps";

it("README shows what each webmail allows as the tests play it", () => {
  expect(readFileSync("README.md", "utf8")).toContain(tableOfDays());
});
