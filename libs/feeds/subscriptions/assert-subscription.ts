import type { Transaction } from '#platform/database';
import { inBody } from '#platform/problems';
import { feedsProblems } from '../feeds.errors.js';
import { keepSubscription } from './subscriptions.sql.js';

/**
 * Keeps a subscription that a request names until the transaction ends.
 *
 * @param pointer where the request names it
 * @throws Problem `unknown_subscription` (422) where there is none
 */
export async function assertSubscription(
  tx: Transaction,
  id: string | null | undefined,
  pointer: string,
): Promise<void> {
  if (!id || (await tx.run(keepSubscription, id)).length > 0) return;
  const code = 'unknown_subscription';
  const detail = { en: 'must be the id of a subscription', fr: 'doit être l’identifiant d’un abonnement' };
  throw feedsProblems[code]({ id }, inBody(code, pointer, detail));
}
