import { declareWebhookEvent } from '#platform/webhooks';
import type { PassagesApplied } from '../events/index.js';
import { planOfMessage } from './message-data.sql.js';

const example = {
  planId: '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f',
  fromYearId: '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60',
  toYearId: '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e61',
  year: '2027–2028',
  students: 97_000,
};

/** Tells webhooks of plans of passages that are applied. */
export const PassagesAppliedWebhook = declareWebhookEvent<PassagesApplied, typeof example>({
  type: 'campus.passages.applied',
  version: 1,
  after: { type: 'campus.passages.applied', version: 1 },
  description: {
    en: 'The students of a plan of passages were enrolled in the next year.',
    fr: 'Les étudiants d’un plan de passages ont été inscrits dans l’année suivante.',
  },
  example,
  async data({ data }, tx) {
    const [plan] = await tx.run(planOfMessage, data.planId);
    return plan && { ...data, ...plan };
  },
  text: ({ year, students }, locale) =>
    locale === 'fr'
      ? `Un plan de passages est appliqué : ${students} étudiants inscrits en ${year}.`
      : `A plan of passages is applied: ${students} students enrolled in ${year}.`,
});
