import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { DataDir } from './data-dir.js';
import { embeddedProblem } from './embedded.errors.js';

/** The passwords of the embedded server's three roles. */
export interface Secrets {
  admin: string;
  owner: string;
  app: string;
}

/**
 * The passwords in `secrets.json`, generated at the first start.
 *
 * @throws Problem when the file cannot be read, or is missing although the cluster exists.
 */
export function loadSecrets({ secrets: file, cluster }: DataDir): Secrets {
  if (!existsSync(file) && !existsSync(cluster)) write(file);
  try {
    const { postgres } = JSON.parse(readFileSync(file, 'utf8')) as { postgres: Secrets };
    return { admin: postgres.admin, owner: postgres.owner, app: postgres.app };
  } catch (cause) {
    throw embeddedProblem(
      `The passwords in ${file} cannot be read, and the data beside them needs them: restore that file from a backup and make it readable to you.`,
      `Les mots de passe de ${file} ne peuvent pas être lus, or les données voisines en dépendent : restaurez ce fichier depuis une sauvegarde et rendez-le lisible pour vous.`,
      { cause },
    );
  }
}

/** The error of a first connection; where the server refused its password, a line that names the file. */
export function namingWrongPasswords({ secrets: file }: DataDir, cause: unknown): unknown {
  if ((cause as { code?: string }).code !== 'database_refused') return cause;
  return embeddedProblem(
    `The passwords in ${file} are not those of the data beside it: restore the file that was there with this data.`,
    `Les mots de passe de ${file} ne sont pas ceux des données voisines : restaurez le fichier qui s'y trouvait avec ces données.`,
    { cause },
  );
}

/** Renamed into place, so that a kill leaves the complete file or none. */
function write(file: string): void {
  const password = () => randomBytes(24).toString('base64url');
  const postgres: Secrets = { admin: password(), owner: password(), app: password() };
  try {
    writeFileSync(`${file}.new`, `${JSON.stringify({ postgres }, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch (error) {
    rmSync(`${file}.new`, { force: true });
    throw error;
  }
}
