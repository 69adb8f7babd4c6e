// The shape of server lists, whether from the user or from an organisation's policy.
import * as v from "valibot";
import { KEY_SERVER_KINDS } from "../domain/discovery/lookup";

/** DoH URLs. */
export const resolverList = v.pipe(
  v.array(v.pipe(v.string(), v.url(), v.startsWith("https://"))),
  v.minLength(1),
  v.maxLength(4),
);

export const keyServerList = v.pipe(
  v.array(
    v.object({
      kind: v.picklist(KEY_SERVER_KINDS),
      origin: v.pipe(v.string(), v.regex(/^https:\/\/[a-z0-9.-]+(:\d+)?$/)),
    }),
  ),
  v.maxLength(6),
);
