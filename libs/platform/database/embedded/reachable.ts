import { realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { embeddedProblem } from './embedded.errors.js';
import type { ServerUser } from './server-user.js';

/**
 * Checks that the server's user may enter a directory and all its parents. Without this check initdb fails
 * with a message that names neither the directory nor what to do.
 *
 * @throws Problem that names every directory that the user may not enter.
 */
export function requireReachable(directory: string, user: ServerUser): void {
  if (user.uid === undefined) return;
  const closed = withParents(realpathSync(directory)).filter((at) => !mayPass(at, user));
  if (closed.length === 0) return;
  const list = closed.join(' ');
  throw embeddedProblem(
    `As root, PostgreSQL runs as user ${user.uid}, who may not enter ${list}: run "chmod o+x ${list}", move Palier or PALIER_DATA_DIR elsewhere, or start as another user than root.`,
    `Sous root, PostgreSQL tourne comme l'utilisateur ${user.uid}, qui ne peut pas traverser ${list} : lancez « chmod o+x ${list} », placez Palier ou PALIER_DATA_DIR ailleurs, ou démarrez sous un autre utilisateur que root.`,
  );
}

function withParents(directory: string): string[] {
  const above = dirname(directory);
  return above === directory ? [directory] : [...withParents(above), directory];
}

function mayPass(directory: string, { uid, gid }: ServerUser): boolean {
  const { mode, uid: owner, gid: group } = statSync(directory);
  const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
  return (mode & bit) !== 0;
}
