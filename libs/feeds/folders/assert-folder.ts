import type { Transaction } from '#platform/database';
import { inBody } from '#platform/problems';
import { feedsProblems } from '../feeds.errors.js';
import { keepFolder } from './folders.sql.js';

/**
 * Keeps a folder that a request names until the transaction ends.
 *
 * @param pointer where the request names it
 * @throws Problem `unknown_folder` (422) where there is none
 */
export async function assertFolder(
  tx: Transaction,
  id: string | null | undefined,
  pointer = '/folderId',
): Promise<void> {
  if (!id || (await tx.run(keepFolder, id)).length > 0) return;
  const code = 'unknown_folder';
  const detail = { en: 'must be the id of a folder', fr: 'doit être l’identifiant d’un dossier' };
  throw feedsProblems[code]({ id }, inBody(code, pointer, detail));
}
