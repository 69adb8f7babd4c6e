// Inputs: messages put together by the grammar of mail, and honest ones spoilt - as octets, as lines, as parts, as packets.
import { deflateRawSync } from "node:zlib";
import { armored, join, packet, packetsIn } from "../packets";
import { crlf, head } from "../side";
import type { Random } from "./random";
import type { Seeds } from "./seeds";
import words from "./words.json" with { type: "json" };

export type Input =
  | { readonly kind: "message" | "armor" | "headers" | "html"; readonly text: string }
  | { readonly kind: "packets"; readonly text: string };

export function inputFor(random: Random, seeds: Seeds): Input {
  const kind = random.pick([
    "message",
    "message",
    "message",
    "message",
    "armor",
    "armor",
    "packets",
    "headers",
    "html",
  ] as const);
  switch (kind) {
    case "message":
      return {
        kind,
        text: spoilt(
          random.chance(60) ? random.pick(seeds.messages) : crlf(head() + entity(random, seeds, 0)),
          random,
          seeds,
        ),
      };
    case "armor":
      return {
        kind,
        text: spoilt(random.chance(50) ? random.pick(seeds.blocks) : repacked(random, seeds), random, seeds),
      };
    case "packets":
      return { kind, text: repacked(random, seeds) };
    case "headers":
      return { kind, text: spoilt(some(random, words.fields, 8).join("\r\n"), random, seeds) };
    case "html":
      return {
        kind,
        text: some(random, random.chance(50) ? words.styles : words.links, 10).join(random.pick(["", " ", "x"])),
      };
  }
}

const some = <T>(random: Random, from: readonly T[], most: number): T[] =>
  Array.from({ length: random(most) + 1 }, () => random.pick(from));

function entity(random: Random, seeds: Seeds, depth: number): string {
  if (depth > 3 || random.chance(40)) return random.chance(70) ? random.pick(seeds.parts) : leaf(random);
  const boundary = random.pick(["mix", "mix", "enc", "sig", "a b", "mix--"]);
  const type = random.pick(["mixed", "alternative", "related", "signed", "encrypted", "digest", "x-other"]);
  const children = Array.from({ length: random(4) }, () => `--${boundary}\n${entity(random, seeds, depth + 1)}\n`);
  const more = random.chance(50) ? `; protocol="application/pgp-${random.pick(["signature", "encrypted"])}"` : "";
  const end = random.chance(90) ? `--${boundary}--\n` : "";
  return `Content-Type: multipart/${type}; boundary="${boundary}"${more}\n\n${children.join("")}${end}`;
}

const leaf = (random: Random): string =>
  `${some(
    random,
    words.fields.filter((field) => field.startsWith("Content-")),
    3,
  ).join("\n")}\n\n${some(random, words.texts, 4).join("\n")}`;

function spoilt(text: string, random: Random, seeds: Seeds): string {
  let now = text;
  for (let left = random(4); left > 0; left -= 1) now = random.pick(WAYS)(now, random, seeds).slice(0, 60_000);
  return now;
}

type Way = (text: string, random: Random, seeds: Seeds) => string;

const cut = (text: string, at: number, to: number, by: string): string => text.slice(0, at) + by + text.slice(to);
const lines = (text: string, change: (lines: string[]) => void): string => {
  const all = text.split("\n");
  change(all);
  return all.join("\n");
};

const WAYS: readonly Way[] = [
  (text, random) => {
    const at = random(text.length);
    return cut(text, at, at + 1, String.fromCharCode((text.charCodeAt(at) || 0) ^ (1 << random(8))));
  },
  (text, random) => {
    const at = random(text.length);
    return cut(text, at, at + random(40), "");
  },
  (text, random) => {
    const at = random(text.length);
    return cut(text, at, at, text.slice(at, at + random(200)));
  },
  (text, random) => {
    const at = random(text.length + 1);
    return cut(text, at, at, random.pick(words.tokens));
  },
  (text, random) => text.slice(0, random(text.length + 1)),
  (text, random, seeds) => text.slice(0, random(text.length)) + random.pick(seeds.messages).slice(random(400)),
  (text, random) => lines(text, (all) => void all.splice(random(all.length), 1)),
  (text, random) => lines(text, (all) => void all.splice(random(all.length), 0, all[random(all.length)]!)),
  (text, random) => lines(text, (all) => void all.splice(random(all.length), 0, random.pick(words.fields))),
  (text, random) =>
    lines(text, (all) => void all.splice(random(Math.min(8, all.length)), 1, random.pick(words.fields))),
  (text, random) => lines(text, (all) => void all.splice(random(all.length), 0, random.pick(words.texts))),
  (text, random) =>
    lines(text, (all) => {
      const [one, other] = [random(all.length), random(all.length)];
      [all[one], all[other]] = [all[other]!, all[one]!];
    }),
  // Prepended, appended and wrapped: the attacks on what counts as the message.
  (text, random, seeds) => {
    const body = text.search(/^Content-Type:/m);
    if (body < 0) return text;
    const parts = [
      `--mix\n${text.slice(body)}\n`,
      `--mix\n${random.chance(50) ? leaf(random) : random.pick(seeds.parts)}\n`,
    ];
    if (random.chance(50)) parts.reverse();
    return crlf(
      `${text.slice(0, body)}Content-Type: multipart/${random.pick(["mixed", "related", "alternative"])}; boundary=mix\n\n${parts.join("")}--mix--\n`,
    );
  },
  (text, random, seeds) =>
    `${head()}Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: message/rfc822\n\n${text}\n--o\n${random.pick(seeds.parts)}\n--o--\n`,
  (text, random, seeds) =>
    text.replace(/-----BEGIN PGP MESSAGE-----[\s\S]*?-----END PGP MESSAGE-----/, () => repacked(random, seeds)),
  (text) => text.replace(/\r\n/g, "\n"),
];

/** The packets of honest messages, dropped, doubled, mixed, renamed, changed, compressed. */
function repacked(random: Random, seeds: Seeds): string {
  const sealed = seeds.blocks.filter((block) => block.startsWith("-----BEGIN PGP MESSAGE"));
  let packets = packetsIn(random.pick(sealed));
  if (random.chance(30)) packets = [...packets, ...packetsIn(random.pick(sealed))];
  for (let left = random(4); left > 0 && packets.length > 0; left -= 1) {
    const at = random(packets.length);
    const one = packets[at]!;
    const changed = [...packets];
    switch (random(6)) {
      case 0:
        changed.splice(at, 1);
        break;
      case 1:
        changed.splice(random(packets.length), 0, one);
        break;
      case 2:
        changed[at] = { ...one, type: random.pick([1, 2, 3, 4, 8, 9, 10, 11, 18, 20, 21, 40, random(64)]) };
        break;
      case 3: {
        const body = one.body.slice();
        body[random(body.length)]! ^= 1 << random(8);
        changed[at] = { ...one, body };
        break;
      }
      case 4:
        changed[at] = { ...one, body: one.body.slice(random(30), one.body.length - random(30)) };
        break;
      default: {
        const inner = join(...packets.slice(at).map(({ type, body }) => packet(type, body)));
        changed.splice(at, packets.length, { type: 8, body: join(new Uint8Array([1]), deflateRawSync(inner)) });
      }
    }
    packets = changed;
  }
  return armored(join(...packets.map(({ type, body }) => packet(type, body))));
}
