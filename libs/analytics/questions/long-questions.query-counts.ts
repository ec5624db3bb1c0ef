import { Readable } from 'node:stream';
import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { Storage } from '#platform/storage';
import { as, call, get, post, type QueryCounts } from '../../../test/support/query-counts.js';
import type { Shop } from '../../../test/support/shop.js';
import { eventsExports } from '../exports/exports.sql.js';
import { keepAnswer } from './long-questions.sql.js';

const days = { from: '2026-01-05', to: '2026-01-18' };
const begins = [
  'analytics.questions.events-in',
  'operations.lock',
  'operations.open-of-tenant',
  'operations.insert',
  'outbox.insert',
];

/** What each answer says of itself. */
const kept = { timeZone: 'UTC', freshTo: '2026-01-19T00:00:00.000Z', exactness: 'exact' };

async function readAnswer(shop: Shop, noun: string, kind: string, answer: object) {
  const [{ token }, id] = [await shop.admin(), newId()];
  const database = shop.api.app.get(Database);
  await database.transaction({ tenantId: shop.id }, (tx) =>
    tx.run(keepAnswer, id, kind, JSON.stringify({ ...kept, ...answer })),
  );
  return [call(as(token, get(`/v1/analytics/${noun}/${id}`)), 'analytics.questions.answer-by-id')];
}

const asks = async (shop: Shop, noun: string, body: object, ...also: readonly string[]) => {
  const { token } = await shop.admin();
  return [call(as(token, post(`/v1/analytics/${noun}`, { ...days, ...body })), ...begins, ...also)];
};

export const queryCounts: QueryCounts = {
  'POST /v1/analytics/funnels': (shop) => asks(shop, 'funnels', { steps: ['a', 'b'] }),
  'GET /v1/analytics/funnels/{id}': (shop) => readAnswer(shop, 'funnels', 'analytics.count-funnel', { steps: [] }),
  'POST /v1/analytics/retention': (shop) => asks(shop, 'retention', {}),
  'GET /v1/analytics/retention/{id}': (shop) =>
    readAnswer(shop, 'retention', 'analytics.count-retention', { cohorts: [] }),
  'POST /v1/analytics/exports': (shop) => asks(shop, 'exports', { format: 'csv' }, 'audit.lines.insert'),
  'GET /v1/analytics/exports/{id}': async (shop) => {
    const [{ token }, id, storage] = [await shop.admin(), newId(), shop.api.app.get(Storage)];
    const file = await storage.receive(Readable.from([Buffer.from('id\r\n')]), 100);
    await storage.save({ tenantId: shop.id }, [file], (tx) =>
      tx.run(eventsExports.insert, id, file.digest, file.bytes, 'csv'),
    );
    return [call(as(token, get(`/v1/analytics/exports/${id}`)), 'analytics.exports.by-id', 'storage.blobs.by-digest')];
  },
};
