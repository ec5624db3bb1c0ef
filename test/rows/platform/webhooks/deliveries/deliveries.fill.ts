import type { Fill } from '../../../../support/fill.js';
import { samples } from '../../../../support/samples.js';

const endpoints = `insert into platform.webhook_endpoints
  (tenant_id, id, form, url, shown_url, secret, events, description, created_at)`;
const deliveries = `insert into platform.webhook_deliveries
  (tenant_id, id, endpoint_id, message_id, type, subject, body, state, due_at, created_at)`;
const states = "(array['delivered', 'delivered', 'delivered', 'failed', 'pending'])[1 + i % 5]";

const first = `'${samples.id}', 'standard', '\\x00', 'https://hooks.example/', '\\x00', '{webhook.test}', '', now()`;

export const fill: Fill = {
  ofEachTenant: [
    `${endpoints} values (tenant, ${first}) on conflict do nothing`,
    'insert into platform.webhook_turns (tenant_id) values (tenant)',
  ],
  // A fifth of the messages is pending, half of those wait for an earlier one.
  ofTenant: ({ id, rows }) => [
    `${endpoints} values ('${id}', ${first}) on conflict do nothing`,
    `${endpoints} select '${id}', md5(i::text)::uuid, 'slack', '\\x00', 'https://hooks.example/…', null, '{webhook.test}', '', now()
     from generate_series(1, 19) i`,
    `${deliveries} select '${id}', md5(i::text)::uuid, case when i % 2 = 0 then '${samples.id}' else md5((i % 19 + 1)::text) end::uuid,
       'msg_' || i, 'webhook.test', 'subject ' || i % 1000, '{}', ${states},
       case when i % 10 = 4 then now() + (i % 100) * interval '1 minute' end, now() - i * interval '1 minute'
     from generate_series(1, ${rows}) i`,
  ],
};
