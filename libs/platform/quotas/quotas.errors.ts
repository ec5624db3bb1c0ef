import { defineProblems, type LocalText, problem } from '#platform/problems';
import { inWords } from './quota-names.js';

/** The refusals of requests beyond a tenant's plan; each names quota, limit and use. */
export const quotasProblems = defineProblems('platform/quotas', {
  quota_exceeded: problem(402, 'Quota exceeded', 'Quota dépassé', {
    en: 'The plan allows {limit} {quota}; {used} are in use{reserved}, and this request needs {wanted} more. Delete some, or change to a larger plan.',
    fr: 'La formule autorise {limit} {quota} ; {used} sont utilisés{reserved}, et cette requête en demande {wanted} de plus. Supprimez-en, ou passez à une formule supérieure.',
  }),
  rate_quota_exceeded: problem(429, 'Rate quota exceeded', 'Quota de débit dépassé', {
    en: 'The plan allows {limit} {quota}, and {used} are used. Try again in {seconds} s, or change to a larger plan.',
    fr: 'La formule autorise {limit} {quota}, et {used} sont consommés. Réessayez dans {seconds} s, ou passez à une formule supérieure.',
  }),
});

/**
 * @param used without what is reserved
 * @param wanted how many more a request needs
 * @param reserved what uploads under way have reserved besides
 */
export function capacityExceeded(quota: string, limit: number, used: number, wanted: number, reserved = 0) {
  return quotasProblems.quota_exceeded(
    { quota: inWords(quota), limit, used, wanted, reserved: reserved > 0 ? underWay(reserved) : '' },
    { extensions: { quota, limit, used, ...(reserved > 0 && { reserved }) } },
  );
}

const underWay = (reserved: number): LocalText => ({
  en: `, ${reserved} are reserved by uploads under way and become free when those end`,
  fr: `, ${reserved} sont réservés par des envois en cours et se libèrent quand ceux-ci finissent`,
});

/** @param seconds until the rate quota is renewed, at least 1 */
export function rateQuotaExceeded(quota: string, limit: number, used: number, seconds: number) {
  return quotasProblems.rate_quota_exceeded(
    { quota: inWords(quota), limit, used, seconds },
    { headers: { 'retry-after': String(seconds) }, extensions: { quota, limit, used } },
  );
}
