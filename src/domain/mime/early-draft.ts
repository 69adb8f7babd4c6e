// Converts a draft of the first version to the entity it would be today.
import { parsePerson } from "../address";
import { draftToEntity } from "./draft";

interface Early {
  readonly text: string;
  readonly to: readonly string[];
  readonly subject: string;
}

/** Missing or malformed parts are left out: part of a draft is better than none. */
export function entityOfEarly(octets: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new TextDecoder().decode(octets);
  const { text, to, subject } = read(whole);
  const people = Array.isArray(to) ? to.flatMap((one) => parsePerson(String(one)) ?? []) : [];
  const asText = (value: unknown): string => (typeof value === "string" ? value : "");
  return draftToEntity(
    {
      text: text === undefined ? whole : asText(text),
      html: null,
      subject: asText(subject),
      to: people,
      cc: [],
      bcc: [],
      attachments: [],
    },
    crypto.getRandomValues(new Uint8Array(24)),
  );
}

function read(text: string): Partial<Early> {
  try {
    return (JSON.parse(text) ?? {}) as Partial<Early>;
  } catch {
    return {};
  }
}
