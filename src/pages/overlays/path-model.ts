// The path of a message, read from its raw header here in the overlay, and what it is worth. Loaded when there is a
// header to read: the list of public suffixes is larger than the overlay itself.
import { readHeaders } from "../../domain/mime/headers";
import type { PathFacts } from "../../domain/privacy/path-facts";
import { pathFacts } from "../../domain/privacy/path-of-trace";
import { trustedResults } from "../../domain/trace/authentication-results";
import { countryOf, readCountries } from "../../domain/trace/countries";
import { operatorOf } from "../../domain/trace/operators";
import { type Stop, stopsOf } from "../../domain/trace/stations";
import { traceOf } from "../../domain/trace/trace";
import { tellWay, type WayTold } from "../../domain/trace/way-told";
import { ownFile } from "../own-file";
import type { ShownStop } from "./trace-picture";

export interface Path {
  readonly facts: PathFacts;
  readonly stops: readonly ShownStop[];
  /** The same in words; null where nothing is proven. */
  readonly told: WayTold | null;
}

/** `head`: the raw header, one character an octet. `from`: the address in From. Null when it is no header. */
export function pathOf(head: string, from: string | null): Path | null {
  const fields = readHeaders(head)?.map(({ name, value }) => ({ name, body: value }));
  if (!fields) return null;
  const trace = traceOf(fields.filter(({ name }) => name === "received").map(({ body }) => body));
  const facts = pathFacts(trace, trustedResults(fields, trace), from);
  return { facts, stops: stopsOf(trace).map(byOperator), told: tellWay(trace) };
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
