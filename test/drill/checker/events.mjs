// Batches of events, as test/drill/events sends and compares them.
import { reconcile } from '../events/reconcile.mjs';
import { startSenders } from '../events/senders.mjs';

/** What may be only where a clock is wrong. */
export const OF_THE_FUTURE = 'refused as of the future';

/** @param given `client`, and `events` with their tenant, slug and publishable key */
export function openEvents({ client, events: { tenantId, slug, key } }) {
  const { tally } = client;
  const watched = async (post) => {
    const begun = { from: performance.now() };
    tally.open.add(begun);
    const answer = await post();
    tally.open.delete(begun);
    const ms = performance.now() - begun.from;
    tally.note('writes', { at: begun.from, ms, status: answer.status }, answer.status === 200);
    return answer;
  };
  const options = { url: client.url, tenant: slug, key, clients: 2, perSecond: 400, watched };
  const senders = startSenders(options, () => client.over);
  return {
    stop: senders.stop,
    reconcile: async (admin) => {
      const { faults, acknowledged } = await reconcile(admin, tenantId, senders.sent);
      const all = [...faults, ...senders.seen.faults];
      const isTwice = (fault) => fault.includes('twice');
      const refused = senders.sent.reduce((sum, batch) => sum + batch.refused.size, 0);
      const share = Math.ceil((100 * refused) / (acknowledged + refused));
      const notes = refused > 0 ? [`${share} % of events ${OF_THE_FUTURE}`] : [];
      return { lost: all.filter((fault) => !isTwice(fault)), twice: all.filter(isTwice), acknowledged, notes };
    },
  };
}
