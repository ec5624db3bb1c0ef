import type { Fill } from '../../../support/fill.js';

const columns =
  'tenant_id, sku, name_en, name_fr, price_minor, currency, period, app_store_id, stripe_price_id, on_sale, premium_from';

export const fill: Fill = {
  ofTenant: ({ id, rows }) => [
    `insert into journal.products (${columns})
     select '${id}', 'premium-' || i, 'Premium', 'Premium', 499, 'EUR', 'month', 'store-' || i, 'price_' || i, i % 2 = 0,
       case when i % 4 = 0 then now() + i * interval '1 minute' end
     from generate_series(1, ${Math.min(rows, 5000)}) i`,
  ],
  ofEachTenant: [
    `insert into journal.products (${columns})
     values (tenant, 'premium', 'Premium', 'Premium', 499, 'EUR', 'month', 'store', 'price', true, now())`,
  ],
};
