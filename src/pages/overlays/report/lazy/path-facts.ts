// The path of a message, read from its raw header here in the overlay, and what it proves. Loaded when there is a header to
// read: the list of public suffixes is larger than the overlay itself.
import { candidatesIn, type SigningDomain, signersOf } from "../../../../domain/dkim/candidates";
import { readRawMessage } from "../../../../domain/dkim/message";
import { topHeaders } from "../../../../domain/mime/headers";
import { octetsOf } from "../../../../domain/octets";
import type { PathFacts } from "../../../../domain/privacy/path-facts";
import { pathFacts } from "../../../../domain/privacy/path-of-trace";
import { countryOf, readCountries } from "../../../../domain/trace/countries";
import { operatorOf } from "../../../../domain/trace/operators";
import { type PathExposure, pathExposure } from "../../../../domain/trace/path-exposure";
import { type PathNode, pathNodes } from "../../../../domain/trace/path-nodes";
import { traceOf } from "../../../../domain/trace/trace";
import { ownFile } from "../../../own-file";
import type { ShownNode } from "./trace-picture";

export interface Path {
  readonly facts: PathFacts;
  readonly nodes: readonly ShownNode[];
  /** Who could read the message on this path; null where nothing is proven. */
  readonly exposure: PathExposure | null;
  /** Domains that signed the message, in the order in which their keys would be queried. */
  readonly signers: readonly SigningDomain[];
  /** When the reader's provider received the message, in ms since 1970; null where that is not proven. */
  readonly takenInAt: number | null;
}

/** `header`: the raw header, one character per octet. `from`: the address in From. */
export function pathOf(header: string, from: string | null): Path {
  const fields = topHeaders(header).map(({ name, value }) => ({ name, body: value }));
  const trace = traceOf(fields.filter(({ name }) => name === "received").map(({ body }) => body));
  const facts = pathFacts(trace, fields, from);
  const ingress = trace.hops.find(({ place }) => place === "ingress");
  return {
    facts,
    nodes: pathNodes(trace).map(byOperator),
    exposure: pathExposure(trace),
    signers: signersIn(header, from),
    takenInAt: ingress?.at ?? null,
  };
}

function signersIn(header: string, from: string | null): readonly SigningDomain[] {
  const message = readRawMessage(octetsOf(header));
  return message ? signersOf(candidatesIn(message, from === null ? [] : [from])) : [];
}

/** Known operators go by their name and by the country whose law binds them, wherever the machine is. */
function byOperator(node: PathNode): ShownNode {
  const operator = node.kind === "sender" ? null : operatorOf(node.name);
  return { ...node, name: operator?.name ?? node.name, country: operator?.country ?? null };
}

/** The same nodes with their countries, from the table that ships with the extension. */
export async function withCountries(nodes: readonly ShownNode[]): Promise<readonly ShownNode[]> {
  const table = readCountries(new Uint8Array(await (await ownFile("tables/countries.bin")).arrayBuffer()));
  return nodes.map((node) => ({ ...node, country: node.country ?? (node.ip && countryOf(node.ip, table)) }));
}
