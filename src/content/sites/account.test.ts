// @vitest-environment jsdom
// Whose mailbox the page shows, although its title may hold a subject that a stranger wrote.
import { afterEach, expect, it } from "vitest";
import { gmail } from "./gmail";
import { yahoo } from "./yahoo";

const OWN = "alice@demo.example";
const THREAD = "#inbox/FMfcgzQcqlBLwLspwKpJHSKfdDPZsRhN";
const LINK = `<a href="https://accounts.google.com/SignOutOptions" aria-label="Google Account: Alice (${OWN})"></a>`;
const spoof = (product: string): string => `x - mallory@evil.example - ${product}`;

afterEach(() => {
  document.body.replaceChildren();
  document.title = "";
  history.replaceState(null, "", "/");
});

it.each([
  ["a list", "#inbox", "", `Inbox (3) - ${OWN} - Gmail`, OWN],
  [
    "a list beside a new mail",
    "#inbox?compose=new",
    '<input name="subjectbox" value="Plan">',
    `Inbox - ${OWN} - Gmail`,
    OWN,
  ],
  ["a letter", THREAD, "<h2 class=hP>Lunch</h2>", `Lunch - ${OWN} - Gmail`, OWN],
  [
    "a letter of that subject",
    THREAD,
    `<h2 class=hP>${spoof("Gmail")}</h2>`,
    `${spoof("Gmail")} - ${OWN} - Gmail`,
    OWN,
  ],
  ["a letter and its subject alone", THREAD, `<h2 class=hP>${spoof("Gmail")}</h2>`, spoof("Gmail"), null],
  ["a letter that is still drawn", THREAD, "", spoof("Gmail"), null],
  ["a letter after another", THREAD, "<h2 class=hP>Lunch</h2>", spoof("Gmail"), null],
  ["a letter in a window of its own", "", "", spoof("Gmail"), null],
  ["a letter whose address is not known", "#x", "<h2 class=hP>Lunch</h2>", spoof("Gmail"), null],
  ["a letter beside the account's link", THREAD, `${LINK}<h2 class=hP>Lunch</h2>`, `Lunch - ${OWN} - Gmail`, OWN],
  [
    "a letter beside another's link",
    THREAD,
    `${LINK}<h2 class=hP>Lunch</h2>`,
    "Lunch - boss@demo.example - Acme",
    null,
  ],
])("Gmail, %s", (_, hash, html, title, account) => {
  location.hash = hash;
  document.body.innerHTML = html;
  document.title = title;
  expect(gmail.create(document).account()?.address ?? null).toBe(account);
});

// An attached picture opened in its own window has the picture's name as title, and a fragment after "#".
it.each(["om", "pt", "lg", "btop"])("Gmail, a window without a mailbox, view=%s", (view) => {
  history.replaceState(null, "", `/mail/u/0/?ui=2&view=${view}&ver=1#attid%253Datt_18_0.1`);
  document.title = spoof("Gmail");
  expect(gmail.create(document).account()).toBeNull();
  history.replaceState(null, "", `/mail/u/0/?ui=2&preview=${view}#inbox`);
  document.title = `Inbox - ${OWN} - Gmail`;
  expect(gmail.create(document).account()?.address).toBe(OWN);
});

const subject = (text: string): string => `<span data-test-id="message-group-subject-text">${text}</span>`;
const letter = '<div data-test-id="message-view"><div data-test-id="message-view-body-content">Hi</div></div>';
it.each([
  ["a list", "", `Inbox - ${OWN} - Yahoo Mail`, OWN],
  ["a letter", subject("Lunch") + letter, `Lunch - ${OWN} - Yahoo Mail`, OWN],
  ["a letter of that subject", subject(spoof("Yahoo Mail")) + letter, spoof("Yahoo Mail"), null],
  ["a letter without its subject", letter, spoof("Yahoo Mail"), null],
  ["a letter after another", subject("Lunch") + letter, spoof("Yahoo Mail"), null],
])("Yahoo, %s", (_, html, title, account) => {
  document.body.innerHTML = html;
  document.title = title;
  expect(yahoo.create(document).account()?.address ?? null).toBe(account);
});
