import { as, call, ofVersion, post, put, type QueryCounts, remove } from '../../../test/support/query-counts.js';
import type { Shop } from '../../../test/support/shop.js';

const url = '/v1/journal/reminders';
const content = { time: '08:30', weekdays: [1, 3] };
const statement = (what: string) => `journal.reminders.${what}`;
const inZone = ['tenants.tenants.by-slug', 'journal.journals.lock', 'journal.profiles.clock'];

/** Somebody with a reminder. */
async function reminded(shop: Shop): Promise<{ token: string; of: string }> {
  const { token } = await shop.admin();
  const { id } = await shop.ask<{ id: string }>(token, url, content);
  return { token, of: `${url}/${id}` };
}

export const queryCounts: QueryCounts = {
  'POST /v1/journal/reminders': async (shop) => {
    const { token } = await reminded(shop);
    return [call(as(token, post(url, content)), ...inZone, statement('insert'))];
  },
  'PUT /v1/journal/reminders/{id}': async (shop) => {
    const { token, of } = await reminded(shop);
    return [call(as(token, ofVersion(1, put(of, content))), ...inZone, statement('update'))];
  },
  'DELETE /v1/journal/reminders/{id}': async (shop) => {
    const { token, of } = await reminded(shop);
    return [call(as(token, ofVersion(1, remove(of))), statement('delete'))];
  },
};
