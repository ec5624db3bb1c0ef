import { Readable } from 'node:stream';
import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { Storage } from '#platform/storage';
import { eventsExports } from '../../../libs/analytics/exports/exports.sql.js';
import { keepAnswer } from '../../../libs/analytics/questions/long-questions.sql.js';
import { as, call, counts, get, nothing, post, type QueryCounts } from '../../support/query-counts.js';
import type { Shop } from '../../support/shop.js';

const past = { from: '2026-01-01', to: '2026-01-31' };
const questions = [
  { kind: 'series' },
  { kind: 'breakdown', by: 'client' },
  { kind: 'breakdown', by: 'client', ...past },
  { kind: 'series', ...past },
];
const begins = `analytics.questions.events-in operations.lock operations.open-of-tenant operations.insert outbox.insert`;
/** What each answer says of itself. */
const kept = { timeZone: 'UTC', freshTo: '2026-01-19T00:00:00.000Z', exactness: 'exact' };

const answered = (kind: string, answer: object) => async (shop: Shop) => {
  const [id, database] = [newId(), shop.api.app.get(Database)];
  await database.transaction({ tenantId: shop.id }, (tx) =>
    tx.run(keepAnswer, id, kind, JSON.stringify({ ...kept, ...answer })),
  );
  return { id };
};
const exported = async (shop: Shop) => {
  const [id, storage] = [newId(), shop.api.app.get(Storage)];
  const file = await storage.receive(Readable.from([Buffer.from('id\r\n')]), 100);
  await storage.save({ tenantId: shop.id }, [file], (tx) =>
    tx.run(eventsExports.insert, id, file.digest, file.bytes, 'csv'),
  );
  return { id };
};

export const queryCounts: QueryCounts = {
  'POST /v1/ingest/{tenant}/events': async (shop) => {
    const { token } = await shop.admin();
    const batch = () => [{ id: newId(), name: 'app.opened', occurredAt: new Date().toISOString() }];
    const sent = () => as(token, post(`/v1/ingest/${shop.slug}/events`, batch()));
    const stores = 'analytics.ingest.store-staged';
    return [call(sent(), `analytics.names.lock analytics.names.use ${stores}`), call(sent(), stores)];
  },
  ...counts(nothing, {
    'GET /v1/ingest/page-1.js': '',
    'POST /v1/analytics/funnels': begins,
    'POST /v1/analytics/retention': begins,
    'POST /v1/analytics/exports': `${begins} audit.lines.insert`,
  }),
  ...counts(() => ({ name: 'app.opened' }), {
    'PUT /v1/analytics/names/{name}':
      'analytics.names.lock analytics.names.declared analytics.names.declare audit.lines.insert',
  }),
  ...counts(() => ({ subject: 'device-1' }), {
    'DELETE /v1/analytics/subjects/{subject}': `operations.insert outbox.insert analytics.subjects.lock
      analytics.subjects.insert audit.lines.insert`,
  }),
  ...counts(answered('analytics.count-funnel', { steps: [] }), {
    'GET /v1/analytics/funnels/{id}': 'analytics.questions.answer-by-id',
  }),
  ...counts(answered('analytics.count-retention', { cohorts: [] }), {
    'GET /v1/analytics/retention/{id}': 'analytics.questions.answer-by-id',
  }),
  ...counts(exported, { 'GET /v1/analytics/exports/{id}': 'analytics.exports.by-id storage.blobs.by-digest' }),
  // Whether events were sampled is read once for each period.
  'POST /v1/analytics/query': async (shop) => {
    const request = as((await shop.admin()).token, post('/v1/analytics/query', { questions }));
    const period = `analytics.questions.sampled analytics.series.by-day analytics.breakdown.values analytics.breakdown.total`;
    return [{ ...call(request, `${period} ${period}`), atOnce: true }];
  },
  'GET /v1/analytics/overview': async (shop) => {
    const request = as((await shop.admin()).token, get('/v1/analytics/overview'));
    const sends = `analytics.questions.sampled analytics.series.by-day analytics.breakdown.names
      analytics.breakdown.values analytics.breakdown.values`;
    return [{ ...call(request, sends), atOnce: true }];
  },
};
