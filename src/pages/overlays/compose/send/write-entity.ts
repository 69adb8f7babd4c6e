import { fail, ok, type Result } from "../../../../domain/result";
import type { EntityParts, EntityReport } from "./entity-worker";

/** The octets of the entity, written by a worker of their own. `progress` is told octets; the signal ends the work. */
export function writeEntity(
  parts: EntityParts,
  progress: (octets: number) => void,
  signal: AbortSignal,
): Promise<Result<Uint8Array<ArrayBuffer>, "file-unreadable" | "internal" | "stopped">> {
  const worker = new Worker(new URL("./entity-worker.ts", import.meta.url), { type: "module" });
  const { promise, resolve } = Promise.withResolvers<Awaited<ReturnType<typeof writeEntity>>>();
  worker.addEventListener("message", ({ data }: MessageEvent<EntityReport>) => {
    if (data.is === "written") progress(data.octets);
    else if (data.is === "done") resolve(ok(data.entity));
    else resolve(fail("file-unreadable"));
  });
  worker.addEventListener("error", () => resolve(fail("internal")));
  signal.addEventListener("abort", () => resolve(fail("stopped")));
  worker.postMessage(parts);
  return promise.finally(() => worker.terminate());
}
