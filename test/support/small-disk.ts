import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runSqlAlone } from './sql.js';

const FILLER = 'filler-';

/** A disk in memory, which any account may read. */
export interface SmallDisk {
  path: string;
  resize(mebibytes: number): void;
  /** Takes all space that is left. */
  fill(): void;
  /** Gives back what `fill` took. */
  clear(): void;
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
  const clear = () => {
    for (const name of readdirSync(path)) if (name.startsWith(FILLER)) rmSync(join(path, name));
  };
  return {
    path,
    clear,
    fill() {
      for (let file = readdirSync(path).length; ; file += 1) {
        try {
          writeFileSync(join(path, `${FILLER}${file}`), Buffer.alloc(2 ** 20));
        } catch {
          return;
        }
      }
    },
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

/**
 * Has a PostgreSQL keep segments of its write-ahead log in reserve, so that what finds no space is the data: without space for
 * its log PostgreSQL ends.
 *
 * @param adminUrl of a superuser
 * @param segments of 16 MiB
 */
export async function reserveLog(adminUrl: string, segments: number): Promise<void> {
  for (let segment = 0; segment < segments; segment += 1)
    await runSqlAlone(adminUrl, `select pg_logical_emit_message(false, 'disk', ''); select pg_switch_wal()`);
  await runSqlAlone(adminUrl, 'checkpoint');
}
