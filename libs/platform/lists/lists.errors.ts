import { defineProblems, problem } from '#platform/problems';

export const listProblems = defineProblems('platform/lists', {
  mixed_pagination: problem(400, 'Two kinds of pagination', 'Deux sortes de pagination', {
    en: 'Send either cursor and limit, or page and pageSize, not both.',
    fr: 'Envoyez soit cursor et limit, soit page et pageSize, mais pas les deux.',
  }),
  invalid_cursor: problem(400, 'The cursor is not valid here', 'Le curseur n’est pas valable ici', {
    en: 'The cursor was changed, or belongs to another list, tenant, sort or filter. Start again without it.',
    fr: 'Le curseur a été modifié, ou appartient à une autre liste, un autre locataire, un autre tri ou un autre filtre. Recommencez sans lui.',
  }),
  page_out_of_reach: problem(400, 'The page number is too high', 'Le numéro de page est trop élevé', {
    en: 'Page numbers reach only the first {most} rows. Narrow the filters, or use cursors.',
    fr: 'Les numéros de page n’atteignent que les {most} premières lignes. Affinez les filtres, ou utilisez les curseurs.',
  }),
});
