import type { Transaction } from '#platform/database';
import { feedsProblems } from '../feeds.errors.js';
import { keepSubscription } from './subscriptions.sql.js';

/** @throws Problem `unknown_subscription` (422) where a request names a subscription that there is not */
export async function assertSubscription(tx: Transaction, id: string | null | undefined): Promise<void> {
  if (!id || (await tx.run(keepSubscription, id)).length > 0) return;
  const code = 'unknown_subscription';
  const detail = { en: 'must be the id of a subscription', fr: 'doit être l’identifiant d’un abonnement' };
  throw feedsProblems[code]({ id }, { errors: [{ pointer: '/subscriptionId', in: 'body', code, detail }] });
}
