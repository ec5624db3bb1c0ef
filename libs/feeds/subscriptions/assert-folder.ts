import type { Transaction } from '#platform/database';
import { feedsProblems } from '../feeds.errors.js';
import { folderById } from '../folders/folders.sql.js';

/** @throws Problem `unknown_folder` (422) where a request names a folder that there is not */
export async function assertFolder(tx: Transaction, id: string | null | undefined): Promise<void> {
  if (!id || (await tx.run(folderById, id)).length > 0) return;
  const code = 'unknown_folder';
  const detail = { en: 'must be the id of a folder', fr: 'doit être l’identifiant d’un dossier' };
  throw feedsProblems[code]({ id }, { errors: [{ pointer: '/folderId', in: 'body', code, detail }] });
}
