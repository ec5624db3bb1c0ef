import { migrationOutsideTransaction } from '#platform/database';

/** Whether a tenant sells anything, and from when premium is asked for. */
export const JournalProductsOnSale1763700008072 = migrationOutsideTransaction(
  `create index concurrently if not exists products_on_sale on journal.products (tenant_id, premium_from nulls first)
   where on_sale`,
);
