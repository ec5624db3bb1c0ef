import { declareWebhookEvent } from '#platform/webhooks';
import type { RosterApplied } from '../events/index.js';
import { rosterOfMessage } from './message-data.sql.js';

const example = {
  id: '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f',
  yearId: '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60',
  year: '2026–2027',
  added: 98_000,
  changed: 1_100,
};

/** Tells webhooks of rosters that are applied. */
export const RosterAppliedWebhook = declareWebhookEvent<RosterApplied, typeof example>({
  type: 'campus.roster.applied',
  version: 1,
  after: { type: 'campus.roster.applied', version: 1 },
  description: {
    en: 'A roster was applied to the students of a year.',
    fr: 'Une liste a été appliquée aux étudiants d’une année.',
  },
  example,
  async data({ data }, tx) {
    const [roster] = await tx.run(rosterOfMessage, data.id);
    return roster && { ...data, ...roster };
  },
  text: ({ year, added, changed }, locale) =>
    locale === 'fr'
      ? `Une liste de ${year} est appliquée : ${added} étudiants ajoutés, ${changed} modifiés.`
      : `A roster of ${year} is applied: ${added} students added, ${changed} changed.`,
});
