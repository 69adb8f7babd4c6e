// How well this computer keeps a key: closed to others, and not lost with the machine (PRIVACY-INDEX).
import type { Contribution, PrivacyIndex } from "./index-types";
import { tally } from "./tally";

export type DeviceAxis = "closed" | "kept";
export const DEVICE_AXES: readonly DeviceAxis[] = ["closed", "kept"];
export type DeviceIndex = PrivacyIndex<DeviceAxis>;

export interface DeviceFacts {
  /** device: opens by itself. passphrase: asked for again whenever the browser was closed. */
  readonly protection: "device" | "passphrase";
  /** When a copy was last saved, milliseconds; null: never. */
  readonly backupAt: number | null;
  /** Whether the browser keeps our storage when the disk runs full; null: it does not tell. */
  readonly storageKept: boolean | null;
}

interface Judged {
  readonly points: number;
  readonly reason: string;
  readonly hint: string | null;
}

interface Row {
  readonly axis: DeviceAxis;
  readonly of: number;
  readonly judge: (facts: DeviceFacts, now: number) => Judged;
}

const earned = (points: number, reason: string): Judged => ({ points, reason, hint: null });
const missing = (points: number, reason: string, hint: string): Judged => ({ points, reason, hint });

/** A copy nobody has looked for in a year may be a drive that no longer starts, or a sheet that was thrown away. */
export const BACKUP_AGES_AFTER = 365 * 24 * 60 * 60 * 1000;

export const backupAges = (backupAt: number, now: number): boolean => Math.abs(now - backupAt) > BACKUP_AGES_AFTER;

/**
 * The points of each axis add up to 100, and everybody can earn them today. What the product cannot do yet (a second
 * device, a lock after idling, a passkey) gets its row with the feature, takes its points from its neighbours, and raises
 * INDEX_VERSION.
 */
const ROWS: readonly Row[] = [
  // Every key is: the wrapping key is made with it and can be used on this computer alone (background/own-keys/vault.ts).
  { axis: "closed", of: 30, judge: () => earned(30, "device_wrapped") },
  {
    axis: "closed",
    of: 70,
    judge: ({ protection }) =>
      protection === "passphrase" ? earned(70, "device_passphrase") : missing(0, "device_opens_itself", "passphrase"),
  },
  {
    axis: "kept",
    of: 80,
    judge: ({ backupAt }, now) => {
      if (backupAt === null) return missing(0, "device_no_backup", "backup");
      return backupAges(backupAt, now) ? missing(60, "device_old_backup", "backup") : earned(80, "device_backup");
    },
  },
  {
    axis: "kept",
    of: 20,
    judge: ({ storageKept }) => {
      if (storageKept === null) return earned(0, "device_storage_unknown");
      return storageKept ? earned(20, "device_storage_kept") : missing(0, "device_storage_evictable", "storage");
    },
  },
];

/** `now`: milliseconds. Every axis is known: what the browser does not tell earns nothing. */
export function deviceIndex(facts: DeviceFacts, now: number): DeviceIndex {
  const contributions = ROWS.map(
    ({ axis, of, judge }): Contribution<DeviceAxis> => ({ axis, of, evidence: {}, ...judge(facts, now) }),
  );
  return tally(DEVICE_AXES, contributions);
}
