import { newId } from '#platform/ids';
import { runSql } from '../../support/sql.js';
import { until } from '../../support/until.js';
import type { Step } from './walk.js';

/** A question that is answered by an operation, and its answer. */
const answered = (noun: string, body: object): Readonly<Record<string, Step>> => ({
  [`POST /v1/analytics/${noun}`]: ({ seen }) => ({
    body: { from: '2026-01-05', to: '2026-01-18', ...body },
    after: (answer) => Object.assign(seen, { [noun]: answer.json().id }),
  }),
  [`GET /v1/analytics/${noun}/{id}`]: async (walk) => {
    const path = { id: walk.seen[noun] ?? '' };
    await until(async () => (await walk.call('GET /v1/operations/{id}', { path })).json().state === 'succeeded');
    return { path };
  },
});

/** What a person's devices send: events under the id of the account, which are theirs, and one that is rejected. */
export const measuring: Readonly<Record<string, Step>> = {
  'POST /v1/ingest/{tenant}/events': ({ canary }) => {
    const event = { name: 'app.opened', occurredAt: new Date().toISOString(), subject: canary.ids.member };
    const rejected = { properties: { deep: { text: canary.text } } };
    const events = [{}, rejected].map((each) => ({ id: newId(), ...event, ...each }));
    return { bytes: Buffer.from(JSON.stringify(events)) };
  },
  'PUT /v1/analytics/names/{name}': () => ({ path: { name: 'app.opened' } }),
  'GET /v1/analytics/uniques': async ({ api, shop, canary }) => {
    // As the job that runs each minute makes it of their events.
    const of = `'${shop.id}', current_date, '${canary.ids.member}', '{app.opened}'`;
    await runSql(
      api.database.adminUrl,
      `insert into analytics.subject_sets (tenant_id, time_zone) values ('${shop.id}', 'Europe/Paris') on conflict do nothing;
      insert into analytics.subject_days (tenant_id, day, subject, names) values (${of}) on conflict do nothing`,
    );
    return {};
  },
  'DELETE /v1/analytics/subjects/{subject}': () => ({ path: { subject: 'device-4711' } }),
  ...answered('funnels', { steps: ['app.opened', 'app.closed'] }),
  ...answered('retention', { name: 'app.opened' }),
  ...answered('exports', { format: 'csv', names: ['app.opened'] }),
};
