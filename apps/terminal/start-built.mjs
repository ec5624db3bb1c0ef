// Imports the built entry of a process. It must parse on any Node; the entry reports which version is needed.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** @param {string} name the folder of the process in apps */
export async function startBuilt(name) {
  const main = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'dist', 'apps', name, 'main.js');
  if (!existsSync(main)) {
    process.stderr.write('Palier is not built yet: run "npm ci", then "npm run build".\n');
    process.exit(1);
  }
  await import(pathToFileURL(main));
}
