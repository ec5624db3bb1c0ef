import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from './binaries.js';
import type { DataDir } from './data-dir.js';
import { embeddedProblem } from './embedded.errors.js';
import { runProgram } from './run-program.js';
import type { ServerUser } from './server-user.js';

const MAJOR_VERSION = '18';
const UNFINISHED = 'postgres.new-';
const flags = [
  '--username=postgres',
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
];

/**
 * Creates the cluster unless it exists. It is created under a temporary name, new at each try, and then
 * renamed: a failure leaves nothing, a kill leaves the complete cluster or none, and an initdb that outlives its Palier process cannot
 * write into the cluster of the next one.
 *
 * @throws Problem when initdb fails, or the data is of another major version.
 */
export async function initCluster(
  { root, cluster }: DataDir,
  { initdb }: Binaries,
  user: ServerUser,
  adminPassword: string,
): Promise<void> {
  for (const name of readdirSync(root)) if (name.startsWith(UNFINISHED)) remove(join(root, name));
  if (existsSync(cluster)) return refuseOtherVersion(cluster);
  const unfinished = mkdtempSync(join(root, UNFINISHED));
  const passwordFile = join(root, `${UNFINISHED}password`);
  writeFileSync(passwordFile, adminPassword, { mode: 0o600 });
  for (const path of [unfinished, passwordFile]) give(path, user);
  const made = await runProgram(initdb, [`--pgdata=${unfinished}`, `--pwfile=${passwordFile}`, ...flags], user);
  remove(passwordFile);
  if (!made.succeeded) {
    remove(unfinished);
    const reason = made.output.split('\n').findLast((line) => line.includes('error')) ?? made.output;
    throw embeddedProblem(
      `initdb could not create the database in ${root}: ${reason}`,
      `initdb n'a pas pu créer la base dans ${root} : ${reason}`,
    );
  }
  renameSync(unfinished, cluster);
}

function give(path: string, { uid, gid }: ServerUser): void {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}

function remove(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}

/** What only a deployment that was there leaves in the data directory. */
const remains = ['master.key', 'storage', 'backups'];

/**
 * Refuses to make a new database beside what is left of a deployment.
 *
 * @throws Problem that names both
 */
export function refuseRemains({ root, cluster }: DataDir): void {
  if (existsSync(cluster)) return;
  const left = remains.filter((name) => existsSync(join(root, name))).join(', ');
  if (!left) return;
  throw embeddedProblem(
    `The database ${cluster} is missing, and the directory still has ${left} of a deployment. Put it back from your copy, or run "palier restore FILE" with a backup, as those in ${join(root, 'backups')}. To begin anew, move what is left elsewhere first.`,
    `La base de données ${cluster} manque, alors que le dossier contient encore ${left} d'un déploiement. Remettez-la depuis votre copie, ou lancez « palier restore FICHIER » avec une sauvegarde, comme celles de ${join(root, 'backups')}. Pour repartir de zéro, déplacez d'abord ce qui reste.`,
  );
}

function refuseOtherVersion(cluster: string): void {
  if (!existsSync(join(cluster, 'PG_VERSION'))) {
    throw embeddedProblem(
      `The directory ${cluster} holds no database, since PG_VERSION is missing. Put its content back from your copy, or delete the directory and run "palier restore FILE" with a backup.`,
      `Le dossier ${cluster} ne contient pas de base de données, car PG_VERSION manque. Remettez son contenu depuis votre copie, ou supprimez ce dossier et lancez « palier restore FICHIER » avec une sauvegarde.`,
    );
  }
  const version = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (version === MAJOR_VERSION) return;
  throw embeddedProblem(
    `The data in ${cluster} is of PostgreSQL ${version}, but this version of Palier ships ${MAJOR_VERSION}: start the version of Palier that created it and transfer the data with pg_dump.`,
    `Les données de ${cluster} sont de PostgreSQL ${version}, mais cette version de Palier fournit le ${MAJOR_VERSION} : démarrez la version de Palier qui les a créées et transférez-les avec pg_dump.`,
  );
}
