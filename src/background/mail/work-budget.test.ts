import { beforeEach, describe, expect, it, vi } from "vitest";
import { ok } from "../../domain/result";
import { fakeBrowser } from "../../platform/testing/fake-browser";

vi.mock("../../platform/browser");
const { session } = fakeBrowser().storage;

const ID = "10000000-0000-4000-8000-000000000000";
const OTHER = "20000000-0000-4000-8000-000000000000";

/** A worker that has just started. */
async function worker() {
  vi.resetModules();
  return import("./work-budget");
}

const done = async () => ok("read");

describe("one reading", () => {
  let budget: Awaited<ReturnType<typeof worker>>;
  beforeEach(async () => {
    session.items.clear();
    budget = await worker();
  });
  const call = (layer = 0, octets = 1, id = ID) => budget.metered({ id, layer }, octets, done);

  it("ends at a depth, without any work", async () => {
    const run = vi.fn(done);
    expect(await call(budget.WORK.layers)).toEqual(ok("read"));
    expect(await budget.metered({ id: ID, layer: budget.WORK.layers + 1 }, 1, run)).toMatchObject({ code: "too-deep" });
    expect(run).not.toHaveBeenCalled();
  });

  it("has so many calls and no more, while another reading has its own", async () => {
    for (let at = 0; at < budget.WORK.calls; at += 1) expect((await call()).ok).toBe(true);
    expect(await call()).toMatchObject({ ok: false, code: "too-much" });
    expect((await call(0, 1, OTHER)).ok).toBe(true);
  });

  it("has so many octets, those it gave out among them", async () => {
    const half = budget.WORK.octets / 2;
    await budget.metered({ id: ID, layer: 0 }, 10, async (meter) => {
      meter.used({ octets: half });
      return ok(null);
    });
    expect((await call(1, half - 10)).ok).toBe(true);
    expect(await call(2, 1)).toMatchObject({ code: "too-much" });
  });

  it("has so many signatures: what is left goes down from call to call", async () => {
    const left: number[] = [];
    for (const layer of [0, 1, 2])
      await budget.metered({ id: ID, layer }, 1, async (meter) => {
        left.push(meter.signatures);
        meter.used({ signatures: 40 });
        return ok(null);
      });
    expect(left).toEqual([64, 24, 0]);
  });

  it("has so much time", async () => {
    const clock = vi.spyOn(performance, "now").mockReturnValue(0);
    await budget.metered({ id: ID, layer: 0 }, 1, async () => {
      clock.mockReturnValue(budget.WORK.ms);
      return ok(null);
    });
    expect(await call()).toMatchObject({ code: "too-much" });
    clock.mockRestore();
  });

  it("is not forgotten by a worker that dies, not even the call it died in", async () => {
    for (let at = 0; at < budget.WORK.calls - 1; at += 1) await call();
    void budget.metered({ id: ID, layer: 1 }, 1, () => new Promise<never>(() => {}));
    await vi.waitFor(async () => {
      const kept = (await session.get("work")) as { work: Record<string, { calls: number }> };
      expect(kept.work[ID]?.calls).toBe(8);
    });
    budget = await worker();
    expect(await call()).toMatchObject({ code: "too-much" });
  });

  it("is forgotten after a while", async () => {
    await call();
    const clock = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 3_600_000);
    await call(0, 1, OTHER);
    clock.mockRestore();
    const kept = (await session.get("work")) as { work: object };
    expect(Object.keys(kept.work)).toEqual([OTHER]);
  });
});

it("a call of no reading is one of its own", async () => {
  const { metered, WORK } = await worker();
  for (let at = 0; at < WORK.calls + 2; at += 1) expect((await metered(undefined, 1, done)).ok).toBe(true);
});
