// Batches of events, as test/drill/events sends and compares them.
import { reconcile } from '../events/reconcile.mjs';
import { startSenders } from '../events/senders.mjs';

/** @param given `client`, and `events` with their tenant, slug and publishable key */
export function openEvents({ client, events: { tenantId, slug, key } }) {
  const tried = (status, ms) => client.tally.note('writes', { at: performance.now() - ms, ms, status }, status === 200);
  const options = { url: client.url, tenant: slug, key, clients: 2, perSecond: 400, tried };
  const senders = startSenders(options, () => client.over);
  return {
    stop: senders.stop,
    reconcile: async (admin) => {
      const { faults, acknowledged } = await reconcile(admin, tenantId, senders.sent);
      const all = [...faults, ...senders.seen.faults];
      const isTwice = (fault) => fault.includes('twice');
      const refused = senders.sent.reduce((sum, batch) => sum + batch.refused.size, 0);
      const share = Math.ceil((100 * refused) / (acknowledged + refused));
      const notes = refused > 0 ? [`${share} % of events refused as of the future`] : [];
      return { lost: all.filter((fault) => !isTwice(fault)), twice: all.filter(isTwice), acknowledged, notes };
    },
  };
}
