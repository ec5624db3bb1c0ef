import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk in memory, which any account may read. */
export interface SmallDisk {
  path: string;
  resize(mebibytes: number): void;
  remove(): void;
}

/** Mounts a disk of its own (tmpfs); undefined where this account may not mount. */
export function smallDisk(mebibytes: number): SmallDisk | undefined {
  const path = mkdtempSync(join(tmpdir(), 'palier-disk-'));
  const mount = (options: string) => spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'palier', path]).status === 0;
  if (!mount(`size=${mebibytes}m,mode=755`)) {
    rmdirSync(path);
    return undefined;
  }
  return {
    path,
    resize: (to) => void mount(`remount,size=${to}m`),
    remove() {
      // Lazily: a server that was killed a moment ago may still hold a file.
      spawnSync('umount', ['-l', path]);
      rmdirSync(path);
    },
  };
}

/** `describe` where disks can be mounted; elsewhere the tests are skipped under a title that says so. */
export function needsDisks(title: string, tests: () => void): void {
  const disk = process.platform === 'linux' ? smallDisk(1) : undefined;
  disk?.remove();
  if (disk) describe(title, tests);
  else describe.skip(`${title} (skipped: this account may not mount a disk)`, tests);
}
