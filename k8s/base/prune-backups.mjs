// Deletes archives that are older than BACKUP_DAYS (14) and keys files that are older than BACKUP_KEYS_DAYS (35), in BACKUP_DIR.
// In place of "find", which the image does not have.
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const { BACKUP_DIR, BACKUP_DAYS, BACKUP_KEYS_DAYS } = process.env;
const daysOf = (name) => {
  if (/^palier-.*\.zip$/.test(name)) return Number(BACKUP_DAYS || 14);
  if (/^palier-.*\.zip\.keys$/.test(name)) return Number(BACKUP_KEYS_DAYS || 35);
  return Number.POSITIVE_INFINITY;
};

for (const name of readdirSync(BACKUP_DIR)) {
  const path = join(BACKUP_DIR, name);
  if (Date.now() - statSync(path).mtimeMs <= daysOf(name) * 86_400_000) continue;
  rmSync(path);
  console.log(`Deleted ${name}.`);
}
