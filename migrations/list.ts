import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Change } from '#platform/database';

/** The files of this folder whose names begin with a stamp, in its order. Compiled ones have maps beside them. */
export const files = readdirSync(import.meta.dirname)
  .filter((file) => /^\d{13}-[a-z0-9-]+\.[jt]s$/.test(file))
  .sort();
const load = createRequire(import.meta.url);

/** The migrations that the files export, by name. A bundle has no folder: bundle.mjs puts imports in the place of this file. */
export const listed: [name: string, change: Change][] = files.flatMap((file) => Object.entries(load(`./${file}`)));
