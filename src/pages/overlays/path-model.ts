// The path of a message, read from its raw header here in the overlay, and what it is worth. Loaded when there is a
// header to read: the list of public suffixes is larger than the overlay itself.
import { readHeaders } from "../../domain/mime/headers";
import type { PathFacts } from "../../domain/privacy/path-facts";
import { pathFacts } from "../../domain/privacy/path-of-trace";
import { trustedResults } from "../../domain/trace/authentication-results";
import { countryOf, readCountries } from "../../domain/trace/countries";
import { stopsOf } from "../../domain/trace/stations";
import { traceOf } from "../../domain/trace/trace";
import { ownFile } from "../own-file";
import type { ShownStop } from "./trace-picture";

export interface Path {
  readonly facts: PathFacts;
  readonly stops: readonly ShownStop[];
}

/** `head`: the raw header, one character an octet. `from`: the address in From. Null when it is no header. */
export function pathOf(head: string, from: string | null): Path | null {
  const fields = readHeaders(head)?.map(({ name, value }) => ({ name, body: value }));
  if (!fields) return null;
  const trace = traceOf(fields.filter(({ name }) => name === "received").map(({ body }) => body));
  const facts = pathFacts(trace, trustedResults(fields, trace), from);
  return { facts, stops: stopsOf(trace).map((stop) => ({ ...stop, country: null })) };
}

/** The same stations with their countries, from the table that ships with the extension. */
export async function withCountries(stops: readonly ShownStop[]): Promise<readonly ShownStop[]> {
  const table = readCountries(new Uint8Array(await (await ownFile("tables/countries.bin")).arrayBuffer()));
  return stops.map((stop) => ({ ...stop, country: stop.ip === null ? null : countryOf(stop.ip, table) }));
}
