import { type Archive, backupProblems } from '#platform/backup';

/** @throws Problem `archive_of_other_kind` (422) unless it is the archive of a deployment */
export function requireDeployment({ file, manifest: { kind } }: Archive): void {
  if (kind === 'deployment') return;
  const command = kind === 'keys' ? 'palier restore … --keys' : 'palier tenant import';
  throw backupProblems.archive_of_other_kind({ file, kind, command });
}
