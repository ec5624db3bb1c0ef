import { as, call, get, ofVersion, post, put, type QueryCounts, remove } from '../../../test/support/query-counts.js';
import type { Shop } from '../../../test/support/shop.js';

const url = '/v1/journal/entries';
const entry = { day: new Date().toISOString().slice(0, 10), mood: 7, reflection: 'A calm day.' };
const lock = 'journal.journals.lock';
const known = [lock, 'journal.deletions.of', 'journal.entries.by-id'];
const written = 'journal.entries.write';

/** Somebody with an entry. */
async function writer(shop: Shop): Promise<{ token: string; of: string }> {
  const { token } = await shop.admin();
  const { id } = await shop.ask<{ id: string }>(token, url, entry);
  return { token, of: `${url}/${id}` };
}

export const queryCounts: QueryCounts = {
  'GET /v1/journal/entries/{id}': async (shop) => {
    const { token, of } = await writer(shop);
    return [call(as(token, get(of)), 'journal.entries.by-id')];
  },
  'POST /v1/journal/entries': async (shop) => {
    const { token } = await shop.admin();
    const request = as(token, post(url, entry));
    const first = [...known, 'journal.journals.open', ...known, written];
    return [call(request, ...first), call(request, 'journal.entries.create')];
  },
  'PUT /v1/journal/entries/{id}': async (shop) => {
    const { token, of } = await writer(shop);
    return [call(as(token, ofVersion(1, put(of, entry))), ...known, 'journal.deletions.forget', written)];
  },
  'DELETE /v1/journal/entries/{id}': async (shop) => {
    const { token, of } = await writer(shop);
    return [call(as(token, ofVersion(1, remove(of))), ...known, 'journal.entries.delete', 'journal.deletions.insert')];
  },
};
