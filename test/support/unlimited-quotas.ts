import type { Quotas } from '#platform/quotas';

/** Quotas of tenants that no registry knows: there are none. */
export const unlimitedQuotas: Quotas = { take: async () => {}, spend: () => {} };
