import { fail, type Result } from "../../domain/result";
import { call, ExtensionGone } from "../../messages/call";
import type { Answer, CallName, Request } from "../../messages/contract";
import { blank } from "./blank";

/**
 * Calls the background and always answers with a Result. When the extension is gone the frame goes blank and the answer
 * never comes, so that nobody draws on an error that has no next step.
 */
export async function ask<N extends CallName>(name: N, request: Request<N>): Promise<Answer<N>> {
  try {
    return await call(name, request);
  } catch (error) {
    if (error instanceof ExtensionGone) {
      blank();
      return new Promise<never>(() => {});
    }
    const failed: Result<never, "internal"> = fail("internal");
    return failed;
  }
}
