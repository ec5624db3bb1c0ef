import { makeCampusPlaces } from '../../../test/support/campus-places.js';
import { as, call, get, ofVersion, post, put, type QueryCounts, remove } from '../../../test/support/query-counts.js';
import type { Shop } from '../../../test/support/shop.js';

async function admin(shop: Shop) {
  const { token } = await shop.admin();
  const { programmes } = await makeCampusPlaces(shop.api.database.ownerUrl, shop.id);
  const places = programmes.slice(0, 1).map(({ universityId, ufrId }) => ({ universityId, ufrId }));
  return { token, content: { name: 'Ada Martin', email: 'ada.martin@univ.example', places } };
}
async function member(shop: Shop) {
  const { token, content } = await admin(shop);
  const { id } = await shop.ask<{ id: string }>(token, '/v1/campus/staff', content);
  return { token, url: `/v1/campus/staff/${id}`, content };
}
const [read, added, audited] = ['campus.staff.by-id', 'campus.staff-places.add', 'audit.lines.insert'];
const [begun, linked] = ['campus.accounts.lock-addresses', 'auth.users.proven-by-address'];

export const queryCounts: QueryCounts = {
  'GET /v1/campus/staff/{id}': async (shop) => {
    const { token, url } = await member(shop);
    return [call(as(token, get(url)), read)];
  },
  'POST /v1/campus/staff': async (shop) => {
    const { token, content } = await admin(shop);
    return [
      call(as(token, post('/v1/campus/staff', content)), begun, 'campus.staff.insert', linked, added, audited, read),
    ];
  },
  'PUT /v1/campus/staff/{id}': async (shop) => {
    const { token, url, content } = await member(shop);
    const request = as(token, ofVersion(1, put(url, content)));
    return [call(request, begun, 'campus.staff.change', 'campus.staff-places.remove', added, audited, read)];
  },
  'DELETE /v1/campus/staff/{id}': async (shop) => {
    const { token, url } = await member(shop);
    return [call(as(token, ofVersion(1, remove(url))), 'campus.staff.delete', audited)];
  },
};
