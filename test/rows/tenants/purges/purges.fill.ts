import type { Fill } from '../../../support/fill.js';

export const fill: Fill = {
  ofEachTenant: [
    `insert into tenants.purges (tenant_id, id, slug, asked_by, ended_at)
     values (tenant, uuidv7(), 'gone', 'operator:test', case when random() < 0.9 then now() end)`,
    `insert into tenants.purge_receipts (tenant_id, id, slug, asked_by, began_at, ended_at, counts, kept, sha256, key_id,
       signature)
     select tenant_id, id, slug, asked_by, now(), now(), '{}', '{}', repeat('0', 64), repeat('0', 43), repeat('0', 86)
     from tenants.purges`,
  ],
};
