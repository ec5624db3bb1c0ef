import type { Fill } from '../../../support/fill.js';

export const fill: Fill = {
  ofEachTenant: [
    `insert into journal.payment_providers (tenant_id, provider, settings, secret)
     values (tenant, 'app-store', '{"bundleId": "org.example", "sandbox": false}', null),
       (tenant, 'stripe', '{}', decode(repeat('00', 60), 'hex'))`,
  ],
};
