// The path of a message, read from its raw header here in the overlay, and what it is worth. Loaded when there is a
// header to read: the list of public suffixes is larger than the overlay itself.
import { candidatesIn, type SigningDomain, signersOf } from "../../../domain/dkim/candidates";
import { readRawMessage } from "../../../domain/dkim/message";
import { topHeaders } from "../../../domain/mime/headers";
import { octetsOf } from "../../../domain/mime/octets";
import type { PathFacts } from "../../../domain/privacy/path-facts";
import { pathFacts } from "../../../domain/privacy/path-of-trace";
import { countryOf, readCountries } from "../../../domain/trace/countries";
import { operatorOf } from "../../../domain/trace/operators";
import { type Stop, stopsOf } from "../../../domain/trace/stations";
import { traceOf } from "../../../domain/trace/trace";
import { tellWay, type WayTold } from "../../../domain/trace/way-told";
import { ownFile } from "../../own-file";
import type { ShownStop } from "./trace-picture";

export interface Path {
  readonly facts: PathFacts;
  readonly stops: readonly ShownStop[];
  /** The same in words; null where nothing is proven. */
  readonly told: WayTold | null;
  /** Domains that signed it, in the order their keys would be asked for. */
  readonly signers: readonly SigningDomain[];
  /** When the reader's provider took it in, where that is proven; milliseconds since 1970. */
  readonly takenInAt: number | null;
}

/** `head`: the raw header, one character an octet. `from`: the address in From. */
export function pathOf(head: string, from: string | null): Path {
  const fields = topHeaders(head).map(({ name, value }) => ({ name, body: value }));
  const trace = traceOf(fields.filter(({ name }) => name === "received").map(({ body }) => body));
  const facts = pathFacts(trace, fields, from);
  const ingress = trace.hops.find(({ place }) => place === "ingress");
  return {
    facts,
    stops: stopsOf(trace).map(byOperator),
    told: tellWay(trace),
    signers: signersIn(head, from),
    takenInAt: ingress?.at ?? null,
  };
}

function signersIn(head: string, from: string | null): readonly SigningDomain[] {
  const message = readRawMessage(octetsOf(head));
  return message ? signersOf(candidatesIn(message, from === null ? [] : [from])) : [];
}

/** Who is known by a name goes by it, under the law it answers to wherever its machine stands. */
function byOperator(stop: Stop): ShownStop {
  const operator = stop.kind === "sender" ? null : operatorOf(stop.name);
  return { ...stop, name: operator?.name ?? stop.name, country: operator?.country ?? null };
}

/** The same stations with their countries, from the table that ships with the extension. */
export async function withCountries(stops: readonly ShownStop[]): Promise<readonly ShownStop[]> {
  const table = readCountries(new Uint8Array(await (await ownFile("tables/countries.bin")).arrayBuffer()));
  return stops.map((stop) => ({ ...stop, country: stop.country ?? (stop.ip && countryOf(stop.ip, table)) }));
}
