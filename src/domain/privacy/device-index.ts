// How well this computer keeps a key: closed to others, and not lost with the machine (docs/privacy-index.md).
import type { Contribution, PrivacyIndex } from "./index-types";
import { tally } from "./tally";

export type DeviceAxis = "closed" | "kept";
export const DEVICE_AXES: readonly DeviceAxis[] = ["closed", "kept"];
export type DeviceIndex = PrivacyIndex<DeviceAxis>;

export interface DeviceFacts {
  /** device: opens by itself. passphrase: asked for after each start of the browser. */
  readonly protection: "device" | "passphrase";
  /** When a copy was last saved, milliseconds; null: never. */
  readonly backupAt: number | null;
  /** Whether the browser keeps the extension's storage when the disk is full; null: unknown. */
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

/** A copy that nobody has checked for a year may be on a drive that no longer starts, or on a sheet that was thrown away. */
export const BACKUP_AGES_AFTER = 365 * 24 * 60 * 60 * 1000;

export const backupAges = (backupAt: number, now: number): boolean => Math.abs(now - backupAt) > BACKUP_AGES_AFTER;

/**
 * The points of each axis add up to 100, and everybody can earn them today. A feature that does not exist yet (a second
 * device, a lock after idling, a passkey) gets its row when it is added, takes points from other rows, and raises
 * INDEX_VERSION.
 */
const ROWS: readonly Row[] = [
  // True of every key: its wrapping key is made with it and can only be used on this computer (background/own-keys/vault.ts).
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

/** `now`: milliseconds. Every axis is known; facts that the browser does not report earn nothing. */
export function deviceIndex(facts: DeviceFacts, now: number): DeviceIndex {
  const contributions = ROWS.map(
    ({ axis, of, judge }): Contribution<DeviceAxis> => ({ axis, of, evidence: {}, ...judge(facts, now) }),
  );
  return tally(DEVICE_AXES, contributions);
}
