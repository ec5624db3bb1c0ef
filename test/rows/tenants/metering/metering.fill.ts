import type { Fill } from '../../../support/fill.js';

export const fill: Fill = {
  ofEachTenant: [
    `insert into tenants.metering (tenant_id, month, measure, value)
     select tenant, date_trunc('month', now())::date - make_interval(months => n), measure, 100
     from generate_series(1, 12) as n, unnest('{requests,errors,bytes,eventsADay}'::text[]) as measure`,
  ],
};
