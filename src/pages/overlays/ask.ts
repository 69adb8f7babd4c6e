import { fail, type Result } from "../../domain/result";
import { call, ExtensionGone } from "../../messages/call";
import type { Answer, CallName, Request } from "../../messages/calls";
import { isLarge } from "../../messages/pieces";
import { blank } from "./blank";
import { pause } from "./pause";

/** A large request goes in pieces, and its answer comes so; of these a small one, too, may have a large answer. */
const LARGE_ANSWERS: ReadonlySet<CallName> = new Set(["draft.loadFile"]);

/**
 * Calls the background and always answers with a Result. When the extension is gone the frame goes blank and the answer
 * never comes, so that nobody draws on an error that has no next step.
 */
export async function ask<N extends CallName>(name: N, request: Request<N>): Promise<Answer<N>> {
  try {
    if (!LARGE_ANSWERS.has(name) && !Object.values(request).some(isLarge)) return await call(name, request);
    const { callInPieces } = await import("../../messages/call-in-pieces");
    return await callInPieces(name, request, pause);
  } catch (error) {
    if (error instanceof ExtensionGone) {
      blank();
      return new Promise<never>(() => {});
    }
    const failed: Result<never, "internal"> = fail("internal");
    return failed;
  }
}
