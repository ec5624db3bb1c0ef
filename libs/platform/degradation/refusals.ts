import type { Priority } from '#platform/routes';
import { type Degradable, declareDegradation } from './declare-degradation.js';

/** What is cut of the routes of each priority; nothing of the vital ones. */
export const refusals: Readonly<Partial<Record<Priority, Degradable>>> = {
  sheddable: declareDegradation('platform.sheddable-routes', {
    from: 1,
    en: 'Routes of the least priority, such as lists for dashboards, are refused.',
    fr: 'Les routes les moins prioritaires, comme les listes des tableaux de bord, sont refusées.',
  }),
  normal: declareDegradation('platform.normal-routes', {
    from: 4,
    en: 'All routes are refused but the vital ones: browsing, downloads, sign-in and entries of journals.',
    fr: 'Toutes les routes sont refusées sauf les vitales : consultation, téléchargements, connexion et écriture des journaux.',
  }),
};
