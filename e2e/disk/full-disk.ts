// A disk of 64 MiB that can be filled and emptied, with one profile on it. Null where no such disk can be mounted.
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../lab/program";

export interface SmallDisk {
  readonly profile: string;
  /** Fills the disk to the last 4 kB. */
  fill(): void;
  makeRoom(): void;
  unmount(): void;
}

export function smallDisk(): SmallDisk | null {
  const disk = mkdtempSync(join(tmpdir(), "cachet-disk-"));
  try {
    runProgram("mount", ["-t", "tmpfs", "-o", "size=64m", "tmpfs", disk], { stdio: "ignore" });
  } catch {
    rmSync(disk, { recursive: true });
    return null;
  }
  const filler = join(disk, "filler");
  return {
    profile: join(disk, "profile"),
    fill() {
      const file = openSync(filler, "a");
      try {
        for (;;) writeSync(file, Buffer.alloc(4096, 1));
      } catch {
        closeSync(file);
      }
    },
    makeRoom: () => rmSync(filler, { force: true }),
    unmount() {
      runProgram("umount", ["-l", disk]);
      rmSync(disk, { recursive: true, force: true });
    },
  };
}
