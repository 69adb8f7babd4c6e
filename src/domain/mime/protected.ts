// Header fields inside the encryption or under the signature (RFC 9788), and their predecessor in Enigmail, Thunderbird and
// K-9 ("protected-headers", draft-autocrypt-lamps-protected-headers).
import type { Person } from "../address";
import { dateOf, type HeaderField, valuesOf } from "./headers";
import { peopleIn } from "./people";
import type { Part } from "./tree";
import { decodeWords } from "./words";

export interface ProtectedHeaders {
  /**
   * cipher, clear: RFC 9788 2.1.1, what the sender meant to seal or only to sign. legacy: protected-headers="v1". null: the
   * payload protects no header, and everything below is empty.
   */
  readonly mode: "cipher" | "clear" | "legacy" | null;
  /** Every protected field about the message, without MIME's own and HP-Outer. */
  readonly fields: readonly HeaderField[];
  /** Decoded; null when there is none. */
  readonly subject: string | null;
  /** Null if there is none, or it cannot be read. */
  readonly from: Person | null;
  readonly to: readonly Person[];
  readonly cc: readonly Person[];
  readonly replyTo: readonly Person[];
  /** Milliseconds since 1970. */
  readonly date: number | null;
  readonly messageId: string | null;
  /** The fields that the sender claims to have put outside (HP-Outer, RFC 9788 2.2). */
  readonly hpOuter: readonly HeaderField[];
}

/** The replacement for a sealed subject in RFC 9788's baseline policy, Thunderbird, Enigmail and others. */
export const OBSCURED_SUBJECT = "[...]";
const PLACEHOLDERS = /^(?:\[\.\.\.\]|\[…\]|\.\.\.|encrypted (?:message|subject|mail)|p≡p|pEp)$/i;

/** Whether the outer subject is a placeholder for a sealed one. */
export const isObscuredSubject = (subject: string): boolean => PLACEHOLDERS.test(subject.trim());

/** Fields about the payload's own encoding; RFC 9787 1.1.1 calls them structural. */
const STRUCTURAL = /^(?:mime-version|content-.*|hp-outer)$/;

/**
 * `payload`: the root of the decrypted content or, if nothing was encrypted, of the signed content. `encrypted`: it was
 * encrypted; fields that claim to be sealed without that count as only signed.
 */
export function protectedHeaders(payload: Part, encrypted: boolean): ProtectedHeaders {
  const mode = modeOf(payload, encrypted);
  const fields = mode ? payload.headers.filter(({ name }) => !STRUCTURAL.test(name)) : [];
  const one = (name: string): string | null => {
    const values = valuesOf(fields, name);
    return values.length === 1 ? values[0]! : null;
  };
  const people = (name: string): readonly Person[] => valuesOf(fields, name).flatMap((value) => peopleIn(value) ?? []);
  const from = peopleIn(one("from") ?? "");
  const subject = one("subject");
  return {
    mode,
    fields,
    subject: subject === null ? null : decodeWords(subject),
    from: from?.length === 1 ? from[0]! : null,
    to: people("to"),
    cc: people("cc"),
    replyTo: people("reply-to"),
    date: dateOf(fields),
    messageId: one("message-id"),
    hpOuter: mode === "cipher" ? outerFields(payload.headers) : [],
  };
}

function modeOf(payload: Part, encrypted: boolean): ProtectedHeaders["mode"] {
  if (payload.ambiguous) return null;
  const hp = payload.params.get("hp")?.trim().toLowerCase();
  if (hp === "cipher") return encrypted ? "cipher" : "clear";
  if (hp === "clear") return "clear";
  return payload.params.get("protected-headers")?.trim().toLowerCase() === "v1" ? "legacy" : null;
}

/** "HP-Outer: Subject: [...]" is the field "Subject: [...]". */
const outerFields = (headers: readonly HeaderField[]): HeaderField[] =>
  valuesOf(headers, "hp-outer").flatMap((value) => {
    const field = /^([!-9;-~]+)[ \t]*:(.*)$/s.exec(value);
    return field ? [{ name: field[1]!.toLowerCase(), value: field[2]!.trim() }] : [];
  });

/**
 * How a field travelled. sealed: hidden in transit. visible: protected, but also outside. unprotected: only outside. `outer`:
 * the fields of the message itself, which count if the sender declared no HP-Outer.
 */
export function protectionOf(
  name: string,
  headers: ProtectedHeaders,
  outer: readonly HeaderField[],
): "sealed" | "visible" | "unprotected" {
  const inner = valuesOf(headers.fields, name);
  if (inner.length === 0) return "unprotected";
  if (headers.mode === "clear") return "visible";
  const outside = valuesOf(headers.mode === "cipher" ? headers.hpOuter : outer, name).map(comparable);
  return inner.every((value) => !outside.includes(comparable(value))) ? "sealed" : "visible";
}

const comparable = (value: string): string => decodeWords(value).replace(/\s+/g, " ").trim();

export interface SenderComparison {
  readonly inner: Person | null;
  readonly outer: Person | null;
  /**
   * same: one address in both, or no protected From. different: the protected one may be shown as the sender only if a good
   * signature is by a key proven for it. Otherwise show the outer one and mention the difference, since only the signature
   * vouches for the inner one, and the webmail checked the outer one. unreadable: one of the two names nobody, or several
   * people.
   */
  readonly verdict: "same" | "different" | "unreadable";
}

/** Compares the protected sender with the outer one (RFC 9788's rules for rendering From). */
export function compareSender(headers: ProtectedHeaders, outer: readonly HeaderField[]): SenderComparison {
  const values = valuesOf(outer, "from");
  const people = values.length === 1 ? peopleIn(values[0]!) : null;
  const outside = people?.length === 1 ? people[0]! : null;
  const inside = headers.from;
  const told = valuesOf(headers.fields, "from").length > 0;
  if (!outside || (told && !inside)) return { inner: inside, outer: outside, verdict: "unreadable" };
  const same = !inside || inside.address.toLowerCase() === outside.address.toLowerCase();
  return { inner: inside, outer: outside, verdict: same ? "same" : "different" };
}
