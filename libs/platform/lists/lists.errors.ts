import { defineProblems } from '#platform/problems';

export const listProblems = defineProblems('platform/lists', {
  mixed_pagination: {
    status: 400,
    title: { en: 'Two kinds of pagination', fr: 'Deux sortes de pagination' },
    en: 'Send either cursor and limit, or page and pageSize, not both.',
    fr: 'Envoyez soit cursor et limit, soit page et pageSize, mais pas les deux.',
  },
  invalid_cursor: {
    status: 400,
    title: { en: 'The cursor is not valid here', fr: 'Le curseur n’est pas valable ici' },
    en: 'The cursor was changed, or belongs to another list, tenant, sort or filter. Start again without a cursor.',
    fr: 'Le curseur a été modifié, ou appartient à une autre liste, un autre locataire, un autre tri ou un autre filtre. Recommencez sans curseur.',
  },
  page_out_of_reach: {
    status: 400,
    title: { en: 'The page number is too high', fr: 'Le numéro de page est trop élevé' },
    en: 'Page numbers reach only the first {most} rows. Narrow the filters, or use cursors.',
    fr: 'Les numéros de page n’atteignent que les {most} premières lignes. Affinez les filtres, ou utilisez les curseurs.',
  },
});
