import { makeCampusPlaces } from '../../../test/support/campus-places.js';
import { as, call, get, ofVersion, put, type QueryCounts, remove } from '../../../test/support/query-counts.js';
import type { Shop } from '../../../test/support/shop.js';

async function professor(shop: Shop) {
  const { token } = await shop.admin();
  const { programmes } = await makeCampusPlaces(shop.api.database.ownerUrl, shop.id);
  const subjectIds = programmes.flatMap(({ subjects }) => subjects.map(({ id }) => id));
  const content = { name: 'Ada Martin', email: 'ada.martin@univ.example', subjectIds };
  const { id } = await shop.ask<{ id: string }>(token, '/v1/campus/professors', content);
  return { token, url: `/v1/campus/professors/${id}`, content };
}
const read = 'campus.professors.by-id';

export const queryCounts: QueryCounts = {
  'GET /v1/campus/professors/{id}': async (shop) => {
    const { token, url } = await professor(shop);
    return [call(as(token, get(url)), read)];
  },
  'PUT /v1/campus/professors/{id}': async (shop) => {
    const { token, url, content } = await professor(shop);
    const subjects = ['campus.professor-subjects.remove', 'campus.professor-subjects.add'];
    const request = as(token, ofVersion(1, put(url, content)));
    return [
      call(
        request,
        'campus.accounts.lock-addresses',
        'campus.professors.change',
        ...subjects,
        'audit.lines.insert',
        read,
      ),
    ];
  },
  'DELETE /v1/campus/professors/{id}': async (shop) => {
    const { token, url } = await professor(shop);
    return [call(as(token, ofVersion(1, remove(url))), 'campus.professors.delete', 'audit.lines.insert')];
  },
};
