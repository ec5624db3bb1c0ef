import { CampusCallers } from '../../../test/support/campus-callers.js';
import { as, call, get, post, type QueryCounts, remove } from '../../../test/support/query-counts.js';
import type { Shop } from '../../../test/support/shop.js';

const url = '/v1/campus/announcements';
const scope = 'campus.scopes.of-user';
const byId = 'campus.announcements.by-id';

/** A professor, what they announce, and where it is then. */
async function announced(shop: Shop) {
  const campus = await CampusCallers.in(shop);
  const { token } = await campus.professor(campus.subject(0));
  const content = { placeId: campus.programme(0).id, level: 'L1', title: 'Exam', body: '' };
  const { id } = await shop.ask<{ id: string }>(token, url, content);
  return { token, content, of: `${url}/${id}` };
}

export const queryCounts: QueryCounts = {
  'POST /v1/campus/announcements': async (shop) => {
    const { token, content } = await announced(shop);
    const sends = [scope, 'campus.announcements.place', 'campus.announcements.recent', 'campus.announcements.insert'];
    return [call(as(token, post(url, content)), ...sends, 'outbox.insert', 'audit.lines.insert')];
  },
  'GET /v1/campus/announcements/{id}': async (shop) => {
    const { token, of } = await announced(shop);
    return [call(as(token, get(of)), scope, byId)];
  },
  'DELETE /v1/campus/announcements/{id}': async (shop) => {
    const { token, of } = await announced(shop);
    return [call(as(token, remove(of)), scope, byId, 'campus.announcements.delete', 'audit.lines.insert')];
  },
};
