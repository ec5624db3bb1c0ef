import { declareAnew, migration } from '#platform/database';

/** From when premium is asked for of those who have not bought it. Products that were on sale before have no such date. */
export const JournalPremiumDates1763700008071 = migration(
  `
    alter table journal.products add column premium_from timestamptz(3);
    grant update (premium_from) on journal.products to palier_app`,
  declareAnew('journal.products', {
    holds: 'What a tenant sells: a name, a price and a period, and from when premium is asked for.',
  }),
);
