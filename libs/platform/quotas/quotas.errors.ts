import { defineProblems } from '#platform/problems';

/** What a tenant is told that asks for more than its plan gives; each names quota, limit and use. */
export const quotasProblems = defineProblems('platform/quotas', {
  quota_exceeded: {
    status: 402,
    title: { en: 'Quota exceeded', fr: 'Quota dépassé' },
    detail: {
      en: 'The plan gives {limit} {quota}; {used} are in use, and this would take {wanted} more. Remove some, or move to a larger plan.',
      fr: 'La formule donne {limit} {quota} ; {used} sont pris, et cette demande en prendrait {wanted} de plus. Supprimez-en, ou passez à une formule supérieure.',
    },
  },
  rate_quota_exceeded: {
    status: 429,
    title: { en: 'Rate quota exceeded', fr: 'Quota de débit dépassé' },
    detail: {
      en: 'The plan gives {limit} {quota}, and {used} are spent. Try again in {seconds} s, or move to a larger plan.',
      fr: 'La formule donne {limit} {quota}, et {used} sont consommés. Réessayez dans {seconds} s, ou passez à une formule supérieure.',
    },
  },
});

/** @param seconds until the rate quota runs again, at least 1 */
export function rateQuotaExceeded(quota: string, limit: number, used: number, seconds: number) {
  return quotasProblems.rate_quota_exceeded(
    { quota, limit, used, seconds },
    { headers: { 'retry-after': String(seconds) }, extensions: { quota, limit, used } },
  );
}
