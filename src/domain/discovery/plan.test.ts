import { describe, expect, it } from "vitest";
import { askInWaves, type LookupStep, lookupPlan, needsKey } from "./plan";

const VKS = { kind: "vks", origin: "https://keys.example" } as const;
const REST = { kind: "mailvelope", origin: "https://rest.example" } as const;
const HKP = { kind: "hkp", origin: "https://pool.example" } as const;
const server = (origin: string): LookupStep => ({ source: "server", server: origin });
const domain: LookupStep[] = [{ source: "dns" }, { source: "cert" }, { source: "pka" }, { source: "wkd" }];

describe("the order of asking", () => {
  it("is the domain, then servers that confirm addresses, then those that do not, each in the order chosen", () => {
    expect(lookupPlan({ wkd: true, keyServers: [HKP, REST, VKS] })).toEqual([
      domain,
      [server(REST.origin), server(VKS.origin)],
      [server(HKP.origin)],
    ]);
  });

  it("leaves out what is switched off and waves without anybody", () => {
    expect(lookupPlan({ wkd: false, keyServers: [] })).toEqual([domain.slice(0, 3)]);
    expect(lookupPlan({ wkd: true, keyServers: [HKP] })).toEqual([domain, [server(HKP.origin)]]);
  });
});

describe("a later wave is asked", () => {
  const plan = lookupPlan({ wkd: true, keyServers: [VKS, HKP] });
  const asked = async (answer: (step: LookupStep) => string | null): Promise<string[]> => {
    const names: string[] = [];
    await askInWaves(plan, async (step) => {
      names.push(step.server ?? step.source);
      return answer(step);
    });
    return names;
  };

  it("while nobody has a key, also when nobody answers", async () => {
    const everybody = ["dns", "cert", "pka", "wkd", VKS.origin, HKP.origin];
    expect(await asked(() => "none")).toEqual(everybody);
    expect(await asked(() => null)).toEqual(everybody);
  });

  it("not once one source of the wave has found a key, whatever the others of the wave say", async () => {
    expect(await asked(({ source }) => (source === "wkd" ? "new" : "none"))).toEqual(["dns", "cert", "pka", "wkd"]);
    expect(await asked(({ source }) => (source === "server" ? "new" : "none"))).toHaveLength(5);
  });

  it("not while keys compete: more keys would not help", () => {
    expect(["changed", "conflict", "own", "known", "verified", "first-contact"].filter(needsKey)).toEqual([]);
    expect(["none", "candidate", "expired", "revoked"].filter(needsKey)).toHaveLength(4);
  });
});
