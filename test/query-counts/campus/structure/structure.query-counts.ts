import { Readable } from 'node:stream';
import { newId } from '#platform/ids';
import { Storage } from '#platform/storage';
import { rosterExports } from '../../../../libs/campus/rosters/roster-exports.sql.js';
import * as q from '../../../support/query-counts.js';
import type { Shop } from '../../../support/shop.js';
import { runSql } from '../../../support/sql.js';

const url = '/v1/campus';
const [audit, outbox] = ['audit.lines.insert', 'outbox.insert'];

export const make = async (shop: Shop, caller: string, path: string, body: object) =>
  (await shop.ask<{ id: string }>(caller, `/v1/campus/${path}`, body)).id;

/** An admin, and the ids of one of each part of the structure. */
async function structure(shop: Shop) {
  const { token: caller } = await shop.admin();
  const universityId = await make(shop, caller, 'universities', { name: 'Rennes' });
  const ufrId = await make(shop, caller, 'ufrs', { name: 'Sciences', universityId });
  const programme = { name: 'Computing', code: 'I', levels: ['L1', 'L2'], ufrId };
  const programmeId = await make(shop, caller, 'programmes', programme);
  const subjectId = await make(shop, caller, 'subjects', { name: 'Logic', programmeId, level: 'L1' });
  const yearId = await make(shop, caller, 'years', { name: '2025', startsOn: '2025-09-01', endsOn: '2026-08-31' });
  return { caller, universityId, ufrId, programmeId, subjectId, yearId, year: yearId };
}
type Ids = Awaited<ReturnType<typeof structure>>;
const used = (name: keyof Ids, further: object) => async (shop: Shop) => {
  const ids = await structure(shop);
  return { caller: ids.caller, id: ids[name], ...further };
};
const unused = (path: string, body: (ids: Ids) => object) => async (shop: Shop) => {
  const ids = await structure(shop);
  return { caller: ids.caller, id: await make(shop, ids.caller, path, body(ids)) };
};
/** Changes one that is used, and deletes one that is not, whose body is made: the change sends others before and after. */
const part = (path: string, name: keyof Ids, body: (ids: Ids) => object, before = '', after = '', further = {}) => {
  const of = `campus.${path}`;
  return {
    ...q.counts(used(name, further), { [`PUT ${url}/${path}/{id}`]: `${of}.lock ${before} ${of}.change ${after}` }),
    ...q.counts(unused(path, body), {
      [`DELETE ${url}/${path}/{id}`]: `${of}.lock ${of}.delete ${after.split(' ')[0]}`,
    }),
  };
};

const file = 'number,name,email,programme,level';
/** A roster that was uploaded, or checked. */
const roster = (state: 'uploaded' | 'checked') => async (shop: Shop) => {
  const { caller, year } = await structure(shop);
  const sends = { ...q.post(`${url}/rosters?year=${year}`), payload: file, headers: { 'content-type': 'text/csv' } };
  const { id } = (await shop.api.inject(q.as(caller, sends))).json();
  const counts = '{"added": 1, "changed": 0, "unchanged": 0, "missing": 0, "refused": 0, "enrolled": 0}';
  const checked = `update campus.rosters set state = 'checked', counts = '${counts}' where id = '${id}'`;
  if (state === 'checked') await runSql(shop.api.database.adminUrl, checked);
  const [number, name, email, programme, level] = ['number', 'name', 'email', 'programme', 'level'];
  return { caller, id, changes: undefined, columns: { number, name, email, programme, level } };
};
const { beginsOperation: begins, deletesFiles, endsRoom, keepsFile, reservesRoom } = q;

export const queryCounts: q.QueryCounts = {
  ...q.counts(structure, {
    'POST /v1/campus/ufrs': `campus.universities.keep campus.ufrs.insert ${outbox}`,
    'POST /v1/campus/programmes': `campus.ufrs.keep campus.programmes.insert ${outbox}`,
    'POST /v1/campus/subjects': 'campus.programmes.keep campus.subjects.insert',
    'POST /v1/campus/rosters/exports': `campus.years.keep ${begins} ${outbox} ${audit}`,
  }),
  ...part('universities', 'universityId', () => ({ name: 'Nantes' }), '', outbox),
  ...part('ufrs', 'ufrId', ({ universityId }) => ({ name: 'Law', universityId }), '', outbox),
  ...part(
    'programmes',
    'programmeId',
    ({ ufrId }) => ({ name: 'Law', code: 'LAW', levels: ['L1'], ufrId }),
    'campus.programmes.used-level-beside',
    outbox,
    { levels: ['L1'] },
  ),
  ...part(
    'years',
    'yearId',
    () => ({ name: '2027', startsOn: '2027-09-01', endsOn: '2028-08-31' }),
    'campus.years.passages-at-work',
    `${outbox} ${outbox}`,
  ),
  ...part('subjects', 'subjectId', ({ programmeId }) => ({ name: 'Sets', programmeId, level: 'L2' })),
  ...q.counts(async (shop) => ({ ...(await structure(shop)), payload: file, mediaType: 'text/csv' }), {
    'POST /v1/campus/rosters': `${reservesRoom} ${keepsFile} campus.years.keep campus.rosters.insert
      campus.rosters.delete-older ${endsRoom}`,
  }),
  ...q.counts(roster('uploaded'), {
    'GET /v1/campus/rosters/{id}': 'campus.rosters.by-id',
    'GET /v1/campus/rosters/{id}/refusals': 'campus.roster-refusals.list.roster.line.near campus.rosters.by-id',
    'POST /v1/campus/rosters/{id}/check': `campus.rosters.lock ${begins} campus.rosters.begin-check ${outbox}`,
    'DELETE /v1/campus/rosters/{id}': `campus.rosters.delete storage.blobs.release ${deletesFiles}`,
  }),
  ...q.counts(roster('checked'), {
    'POST /v1/campus/rosters/{id}/apply': `campus.rosters.lock ${begins} ${outbox} ${audit}`,
  }),
  ...q.counts(
    async (shop) => {
      const [id, storage] = [newId(), shop.api.app.get(Storage)];
      const file = await storage.receive(Readable.from([Buffer.from('number')]), 100);
      const { digest, bytes } = file;
      await storage.save({ tenantId: shop.id }, [file], (tx) => tx.run(rosterExports.insert, id, digest, bytes, '[]'));
      return { id };
    },
    { 'GET /v1/campus/rosters/exports/{id}': 'campus.exports.by-id storage.blobs.by-digest' },
  ),
};
