import { Readable } from 'node:stream';
import { newId } from '#platform/ids';
import { Storage } from '#platform/storage';
import {
  as,
  call,
  deletesFiles,
  endsRoom,
  get,
  post,
  type QueryCounts,
  remove,
  reservesRoom,
} from '../../../test/support/query-counts.js';
import type { Shop } from '../../../test/support/shop.js';
import { runSql } from '../../../test/support/sql.js';
import { rosterExports } from './roster-exports.sql.js';

const url = '/v1/campus/rosters';
const columns = { number: 'number', name: 'name', email: 'email', programme: 'programme', level: 'level' };

const upload = (year: string) => ({
  ...post(`${url}?year=${year}`),
  payload: 'number,name,email,programme,level\n1,Ada,ada@univ.example,INFO,L1',
  headers: { 'content-type': 'text/csv' },
});

/** An admin, and a year. */
async function office(shop: Shop): Promise<{ token: string; year: string }> {
  const { token } = await shop.admin();
  const year = { name: '2026', startsOn: '2026-09-01', endsOn: '2027-08-31' };
  return { token, year: (await shop.ask<{ id: string }>(token, '/v1/campus/years', year)).id };
}

/** The same, and a roster. */
async function roster(shop: Shop): Promise<{ token: string; one: string }> {
  const { token, year } = await office(shop);
  return { token, one: `${url}/${(await shop.api.inject(as(token, upload(year)))).json().id}` };
}

const begins = ['operations.lock', 'operations.open-of-tenant', 'operations.insert'];

export const queryCounts: QueryCounts = {
  'POST /v1/campus/rosters': async (shop) => {
    const { token, year } = await office(shop);
    const kept = [
      'storage.blobs.announce',
      'storage.blobs.use',
      'campus.years.keep',
      'campus.rosters.insert',
      'campus.rosters.delete-older',
    ];
    return [call(as(token, upload(year)), ...reservesRoom, ...kept, endsRoom)];
  },
  'GET /v1/campus/rosters/{id}': async (shop) => {
    const { token, one } = await roster(shop);
    return [call(as(token, get(one)), 'campus.rosters.by-id')];
  },
  'GET /v1/campus/rosters/{id}/refusals': async (shop) => {
    const { token, one } = await roster(shop);
    return [
      call(as(token, get(`${one}/refusals`)), 'campus.roster-refusals.list.roster.line.near', 'campus.rosters.by-id'),
    ];
  },
  'POST /v1/campus/rosters/{id}/check': async (shop) => {
    const { token, one } = await roster(shop);
    const request = as(token, post(`${one}/check`, { columns }));
    return [call(request, 'campus.rosters.lock', ...begins, 'campus.rosters.begin-check', 'outbox.insert')];
  },
  'POST /v1/campus/rosters/{id}/apply': async (shop) => {
    const { token, one } = await roster(shop);
    const counts = { added: 1, changed: 0, unchanged: 0, missing: 0, refused: 0, enrolled: 0 };
    const checked = `update campus.rosters set state = 'checked', counts = '${JSON.stringify(counts)}' where tenant_id = '${shop.id}'`;
    await runSql(shop.api.database.adminUrl, checked);
    return [
      call(
        as(token, post(`${one}/apply`, {})),
        'campus.rosters.lock',
        ...begins,
        'outbox.insert',
        'audit.lines.insert',
      ),
    ];
  },
  'POST /v1/campus/rosters/exports': async (shop) => {
    const { token, year } = await office(shop);
    const request = as(token, post(`${url}/exports`, { year }));
    return [call(request, 'campus.years.keep', ...begins, 'outbox.insert', 'audit.lines.insert')];
  },
  'GET /v1/campus/rosters/exports/{id}': async (shop) => {
    const [{ token }, id, storage] = [await shop.admin(), newId(), shop.api.app.get(Storage)];
    const file = await storage.receive(Readable.from([Buffer.from('number')]), 100);
    const { digest, bytes } = file;
    await storage.save({ tenantId: shop.id }, [file], (tx) => tx.run(rosterExports.insert, id, digest, bytes, '[]'));
    return [call(as(token, get(`${url}/exports/${id}`)), 'campus.exports.by-id', 'storage.blobs.by-digest')];
  },
  'DELETE /v1/campus/rosters/{id}': async (shop) => {
    const { token, one } = await roster(shop);
    return [call(as(token, remove(one)), 'campus.rosters.delete', 'storage.blobs.release', ...deletesFiles)];
  },
};
