import { defineProblems } from '#platform/problems';

export const pagingProblems = defineProblems('platform/database/paging', {
  invalid_cursor: {
    status: 400,
    title: { en: 'The cursor is not valid here', fr: 'Le curseur n’est pas valable ici' },
    detail: {
      en: 'The cursor was changed, or belongs to another list, tenant, sort or filter. Start again without a cursor.',
      fr: 'Le curseur a été modifié, ou appartient à une autre liste, un autre locataire, un autre tri ou un autre filtre. Recommencez sans curseur.',
    },
  },
  page_out_of_reach: {
    status: 400,
    title: { en: 'The page is too far', fr: 'La page est trop loin' },
    detail: {
      en: 'Page numbers reach the first {most} rows. Narrow the filters, or follow the cursors.',
      fr: 'Les numéros de page atteignent les {most} premières lignes. Affinez les filtres, ou suivez les curseurs.',
    },
  },
});
