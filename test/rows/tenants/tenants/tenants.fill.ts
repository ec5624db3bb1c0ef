import { type Fill, purgingTenant } from '../../../support/fill.js';

export const fill: Fill = {
  once: [
    `insert into tenants.tenants (id, slug, name, name_key, search_text, product, plan, state, suspended_at, created_at)
     select uuidv7(), 'tenant-' || i, 'Tenant ' || i, md5(i::text), 'tenant ' || md5(i::text),
       (array['wistant', 'veille', 'journeys', 'etude-line', 'velo'])[1 + i % 5],
       (array['free', 'starter', 'pro', 'enterprise'])[1 + i % 4],
       case when i % 10 = 0 then 'suspended' else 'active' end, case when i % 10 = 0 then now() end,
       now() - (hashint4(i) & 1048575) * interval '1 minute'
     from generate_series(1, 10000) as i`,
    `insert into tenants.tenants (id, slug, name, name_key, search_text, product, plan, state, deleted_at, purge_at)
     values ('${purgingTenant}', 'small', 'Small', 'small', 'small', 'wistant', 'free', 'purging', now(), now())`,
  ],
};
