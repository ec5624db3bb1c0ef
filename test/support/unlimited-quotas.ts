import type { Quotas } from '#platform/quotas';

/** Quotas without limits, for tests without a table of tenants. */
export const unlimitedQuotas: Quotas = {
  take: async () => {},
  use: async () => ({ used: 0, limit: null }),
  spend: () => {},
};
