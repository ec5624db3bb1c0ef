import { accessSync, chmodSync, constants, existsSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { embeddedProblem } from './embedded.errors.js';
import { namingFullDisk } from './full-disk.js';
import { accountName } from './server-user.js';

/** The data directory of the embedded server. */
export interface DataDir {
  /** The data directory itself, absolute and without symbolic links. */
  root: string;
  /** The directory of the cluster. */
  cluster: string;
  /** The file with the passwords of its roles, mode 600. */
  secrets: string;
}

/**
 * Opens the data directory, and creates it when it is missing.
 *
 * @throws Problem when it cannot be created, read or written, or when its data belongs to another account.
 */
export function openDataDir(path: string): DataDir {
  const wanted = resolve(path);
  try {
    makeDirectory(wanted);
    if (!statSync(wanted).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' });
    accessSync(wanted, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    const refused = embeddedProblem(
      `The data directory ${wanted} cannot be read and written (${reason}): change its rights, or set PALIER_DATA_DIR to another.`,
      `Le dossier de données ${wanted} ne peut pas être lu et écrit (${reason}) : changez ses droits, ou donnez-en un autre par PALIER_DATA_DIR.`,
      { cause },
    );
    throw namingFullDisk(wanted, refused);
  }
  const dir = inRoot(realpathSync(wanted));
  refuseForeignOwner(dir);
  return dir;
}

/** @throws Problem where no start has begun to make a deployment */
export function requireMade(path: string): void {
  const { root, cluster, secrets } = inRoot(resolve(path));
  if (existsSync(cluster) || existsSync(secrets)) return;
  throw embeddedProblem(
    `There is no deployment in ${root}. The one that you started may be elsewhere: set PALIER_DATA_DIR.`,
    `Il n'y a pas de déploiement dans ${root}. Celui que vous avez démarré est peut-être ailleurs : indiquez-le par PALIER_DATA_DIR.`,
  );
}

const inRoot = (root: string): DataDir => ({
  root,
  cluster: join(root, 'postgres'),
  secrets: join(root, 'secrets.json'),
});

/** Creates it with mode 755, whatever the umask: started as root, the server runs as another user. */
function makeDirectory(path: string): void {
  if (existsSync(path)) return;
  makeDirectory(dirname(path));
  mkdirSync(path);
  chmodSync(path, 0o755);
}

/** Files that root makes among those of another account would be closed to it. */
function refuseForeignOwner({ root, cluster }: DataDir): void {
  const me = process.getuid?.();
  const [ofRoot, ofCluster] = [root, cluster].map((path) => statSync(path, { throwIfNoEntry: false })?.uid);
  // A cluster that root made before belongs to an account of PostgreSQL, and root alone may go on with it.
  const owner = me === 0 && (ofCluster === undefined || ofCluster === ofRoot) ? ofRoot : ofCluster;
  if (me === undefined || owner === undefined || owner === me) return;
  if (me === 0) {
    if (owner !== ofRoot) return;
    const name = accountName(owner);
    throw embeddedProblem(
      `The data directory ${root} belongs to ${name}, who could not read what root makes there: run this as that account (sudo -u ${name} …), or set PALIER_DATA_DIR to another directory.`,
      `Le dossier de données ${root} appartient à ${name}, qui ne pourrait pas lire ce que root y crée : lancez ceci sous ce compte (sudo -u ${name} …), ou donnez un autre dossier par PALIER_DATA_DIR.`,
    );
  }
  throw embeddedProblem(
    `The data in ${cluster} belongs to user ${owner}: start Palier as that user, or set PALIER_DATA_DIR to another directory.`,
    `Les données de ${cluster} appartiennent à l'utilisateur ${owner} : démarrez Palier sous cet utilisateur, ou donnez un autre dossier par PALIER_DATA_DIR.`,
  );
}
