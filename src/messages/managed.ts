// The policy of an organisation that manages the browser, read from storage.managed (public/managed-schema.json). Policies
// are written by hand: each invalid field is ignored and reported.
import * as v from "valibot";
import { COMPOSE_WINDOW, type Managed } from "../domain/settings";
import { LEVELS } from "../domain/trust/message-class";
import { keyServerList, resolverList } from "./servers";

const domain = v.pipe(
  v.string(),
  v.trim(),
  v.toLowerCase(),
  v.regex(/^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u),
);

const FIELDS = {
  organisationDomains: v.pipe(v.array(domain), v.maxLength(200)),
  resolvers: resolverList,
  keyServers: keyServerList,
  readDeliveryPolicies: v.boolean(),
  leastLevel: v.picklist(LEVELS),
  onlyInside: v.boolean(),
  composeWindow: v.picklist(COMPOSE_WINDOW),
};

/** Never throws: an invalid policy fixes nothing. */
export function readManaged(given: unknown): Managed {
  const values = typeof given === "object" && given !== null ? (given as Record<string, unknown>) : {};
  const ignored: string[] = Object.keys(values).filter((name) => !Object.hasOwn(FIELDS, name));
  const read = <N extends keyof typeof FIELDS>(name: N): v.InferOutput<(typeof FIELDS)[N]> | undefined => {
    if (values[name] === undefined) return undefined;
    const parsed = v.safeParse(FIELDS[name] as v.GenericSchema, values[name]);
    if (parsed.success) return parsed.output as v.InferOutput<(typeof FIELDS)[N]>;
    ignored.push(name);
    return undefined;
  };
  const resolvers = read("resolvers");
  const keyServers = read("keyServers");
  const mtaSts = read("readDeliveryPolicies");
  const composeWindow = read("composeWindow");
  const domains = read("organisationDomains") ?? [];
  let inside = read("onlyInside") ?? false;
  // Without domains nobody is inside the organisation, and the mistake would stop all mail.
  if (inside && domains.length === 0) {
    ignored.push("onlyInside");
    inside = false;
  }
  return {
    domains,
    least: { level: read("leastLevel") ?? "anyone", inside },
    fixed: {
      ...(resolvers ? { resolvers } : {}),
      ...(keyServers ? { keyServers } : {}),
      ...(mtaSts === undefined ? {} : { mtaSts }),
      ...(composeWindow ? { composeWindow } : {}),
    },
    ignored,
  };
}
