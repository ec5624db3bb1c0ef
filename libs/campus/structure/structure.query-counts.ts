import { as, call, ofVersion, post, put, type QueryCounts, remove } from '../../../test/support/query-counts.js';
import type { Shop } from '../../../test/support/shop.js';

const url = '/v1/campus';
const invalidated = 'outbox.insert';

/** An admin, and the ids of a university, a UFR, a programme, a subject and a year. */
async function structureOf(shop: Shop) {
  const { token } = await shop.admin();
  const make = async (path: string, content: object) =>
    (await shop.ask<{ id: string }>(token, `${url}/${path}`, content)).id;
  const universityId = await make('universities', { name: 'Rennes' });
  const ufrId = await make('ufrs', { name: 'Sciences', universityId });
  const programmeId = await make('programmes', { name: 'Computing', code: 'INFO', levels: ['L1', 'L2'], ufrId });
  const subjectId = await make('subjects', { name: 'Logic', programmeId, level: 'L1' });
  const yearId = await make('years', { name: '2026', startsOn: '2026-09-01', endsOn: '2027-08-31' });
  return { token, universityId, ufrId, programmeId, subjectId, yearId };
}
type Ids = Awaited<ReturnType<typeof structureOf>>;

const created = (path: string, of: (ids: Ids) => object, ...sends: string[]): QueryCounts => ({
  [`POST ${url}/${path}`]: async (shop) => {
    const ids = await structureOf(shop);
    return [call(as(ids.token, post(`${url}/${path}`, of(ids))), ...sends)];
  },
});
const changed = (path: string, field: keyof Ids, content: object, ...sends: string[]): QueryCounts => ({
  [`PUT ${url}/${path}/{id}`]: async (shop) => {
    const ids = await structureOf(shop);
    return [call(as(ids.token, ofVersion(1, put(`${url}/${path}/${ids[field]}`, content))), ...sends)];
  },
});
const deleted = (path: string, content: (ids: Ids) => object, ...sends: string[]): QueryCounts => ({
  [`DELETE ${url}/${path}/{id}`]: async (shop) => {
    const ids = await structureOf(shop);
    const { id } = await shop.ask<{ id: string }>(ids.token, `${url}/${path}`, content(ids));
    return [call(as(ids.token, ofVersion(1, remove(`${url}/${path}/${id}`))), ...sends)];
  },
});
const statements = (path: string, ...what: string[]) => what.map((each) => `campus.${path}.${each}`);

const year = { name: '2027', startsOn: '2027-09-01', endsOn: '2028-08-31' };
const ufr = ({ universityId }: Ids) => ({ name: 'Law', universityId });
const programme = ({ ufrId }: Ids) => ({ name: 'Law', code: 'LAW', levels: ['L1'], ufrId });
const subject = ({ programmeId }: Ids) => ({ name: 'Sets', programmeId, level: 'L2' });
const renamed = { name: 'Renamed', archived: false };

export const queryCounts: QueryCounts = {
  ...created('ufrs', ufr, 'campus.universities.keep', 'campus.ufrs.insert', invalidated),
  ...created('programmes', programme, 'campus.ufrs.keep', 'campus.programmes.insert', invalidated),
  ...created('subjects', subject, 'campus.programmes.keep', 'campus.subjects.insert'),
  ...changed('universities', 'universityId', renamed, ...statements('universities', 'lock', 'change'), invalidated),
  ...changed('ufrs', 'ufrId', renamed, ...statements('ufrs', 'lock', 'change'), invalidated),
  ...changed(
    'programmes',
    'programmeId',
    { ...renamed, code: 'I', levels: ['L1'] },
    ...statements('programmes', 'lock', 'used-level-beside', 'change'),
    invalidated,
  ),
  ...changed('subjects', 'subjectId', renamed, ...statements('subjects', 'lock', 'change')),
  ...changed(
    'years',
    'yearId',
    { ...year, state: 'open' },
    ...statements('years', 'lock', 'passages-at-work', 'change'),
    invalidated,
    invalidated,
  ),
  ...deleted('universities', () => ({ name: 'Nantes' }), ...statements('universities', 'lock', 'delete'), invalidated),
  ...deleted('ufrs', ufr, ...statements('ufrs', 'lock', 'delete'), invalidated),
  ...deleted('programmes', programme, ...statements('programmes', 'lock', 'delete'), invalidated),
  ...deleted('subjects', subject, ...statements('subjects', 'lock', 'delete')),
  ...deleted('years', () => year, ...statements('years', 'lock', 'delete'), invalidated),
};
