import { expect, it } from "vitest";
import { takersOf } from "./takers";

it.each([
  [["aspmx.l.google.com", "alt1.aspmx.l.google.com"], [{ name: "Google", country: "US" }]],
  [["mx1.mail.ovh.net"], [{ name: "OVHcloud", country: "FR" }]],
  [
    ["mail.atelier.example", "backup.mail.ovh.net"],
    [
      { name: "atelier.example", country: null },
      { name: "OVHcloud", country: "FR" },
    ],
  ],
  [["localhost"], [{ name: "localhost", country: null }]],
  [[], []],
])("%j is taken in by %j", (hosts, takers) => {
  expect(takersOf(hosts)).toEqual(takers);
});
