// The people in the compose window of an unknown page. Which attribute holds an address and which a name is not known there, so
// a chip counts as unsure until the user confirms it, and whatever else looks like an address blocks sealing.
import { RECIPIENT_FIELDS, type RecipientField, type Recipients } from "../../../domain/address";
import { all, outside } from "../../dom/select";
import { unsureList } from "../unsure";
import { recipientSelectors, selectors } from "./selectors";

const AT = /[@\uff20\ufe6b]/;
/** A field is a few boxes around its chips; beyond them is the whole form. */
const LEVELS = 8;

type Kind = RecipientField | "from" | "other";

/** Everything of `scope` that may be a recipient, each under the field whose box it stands in. */
export function genericRecipients(scope: HTMLElement, body: HTMLElement, subject: Element | null): Recipients {
  const beside = outside(body);
  const list = unsureList();
  const fields = all(scope, selectors.typing, (field) => beside(field) && field !== subject);
  const chips = chipsIn(scope, beside, fields);
  const known = new Set<Element>();
  for (const field of RECIPIENT_FIELDS)
    for (const input of all(scope, [recipientSelectors.field(field).join()], beside)) {
      known.add(input);
      list.addList(field, (input as HTMLInputElement).value);
    }
  for (const chip of chips) {
    const kind = kindOf(chip, scope, fields);
    if (kind === "from") continue;
    const shown = (chip.textContent ?? "").trim();
    const told = [...labels(chip), shown];
    // Of an address that belongs to no field, nobody knows whether others may see it.
    if (kind === null || kind === "other") list.add("to", null, shown || told.find((text) => AT.test(text)) || "", []);
    else list.add(kind, null, shown, told);
  }
  for (const field of fields) {
    const typed = "value" in field ? String(field.value) : (field.textContent ?? "");
    const unread = AT.test(typed) && !known.has(field) && !chips.some((chip) => field.contains(chip));
    if (unread && kindOf(field, scope, fields) !== "from") list.add("to", null, typed, []);
  }
  return list.done();
}

/** The outermost of nested ones, and none that holds a whole field with chips in it. */
function chipsIn(scope: HTMLElement, beside: (element: HTMLElement) => boolean, fields: readonly HTMLElement[]) {
  const found = all(scope, selectors.chip, (chip) => beside(chip) && !fields.includes(chip));
  const boxes = found.filter(
    (box) => fields.some((f) => box.contains(f)) && found.some((one) => one !== box && box.contains(one)),
  );
  const chips = found.filter((one) => !boxes.includes(one));
  return chips.filter((chip) => !chips.some((other) => other !== chip && other.contains(chip)));
}

/** Every text that attributes in a chip hold. */
const labels = (chip: HTMLElement): string[] =>
  [chip, ...chip.querySelectorAll<HTMLElement>("*")].flatMap((part) =>
    ["title", "aria-label", "email", "data-email"].flatMap((name) => part.getAttribute(name) || []),
  );

/** By the names of the boxes that hold the element and one field; null where none has a name, or they differ. */
function kindOf(element: Element, scope: Element, fields: readonly HTMLElement[]): Kind | null {
  const kinds = new Set<Kind>();
  const fieldsIn = (box: Element): HTMLElement[] => fields.filter((field) => box.contains(field));
  let own: HTMLElement[] = [];
  let box: Element | null = element;
  for (let level = 0; box && box !== scope && level < LEVELS; level += 1, box = box.parentElement) {
    const inside = fieldsIn(box);
    if (own.length > 0 && inside.length > own.length) break;
    own = inside;
    for (const one of [box, ...inside]) for (const kind of kindsNamed(one)) kinds.add(kind);
  }
  const [kind = null] = kinds;
  return kinds.size === 1 && own.length === 1 ? kind : null;
}

function kindsNamed(element: Element): Kind[] {
  const names = ["id", "name", "class", "ng-model", "data-bind", "data-field", "data-type"]
    .map((name) => element.getAttribute(name) ?? "")
    .join(" ")
    .toLowerCase();
  return [...names.matchAll(/(?<![a-z])(?:reply[-_]?to|to|cc|bcc|from)(?![a-z])/g)].map(([name]) =>
    name.startsWith("reply") ? "other" : (name as Kind),
  );
}
