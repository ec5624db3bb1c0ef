import { defineProblems } from '#platform/problems';

/** What the ground says of slow work. */
export const operationsProblems = defineProblems('platform/operations', {
  operation_not_found: {
    status: 404,
    title: { en: 'No such operation', fr: 'Opération inexistante' },
    detail: {
      en: 'There is no operation {id} here. They are kept for 30 days: look at what it was to make.',
      fr: 'Il n’y a pas d’opération {id} ici. Elles sont conservées 30 jours : consultez ce qu’elle devait produire.',
    },
  },
  operation_result_too_large: {
    status: 500,
    title: { en: 'Result too large', fr: 'Résultat trop volumineux' },
    detail: {
      en: 'The work was done, but its result has more than {limit} bytes and cannot be shown. Look at what it made; developers: return its address.',
      fr: 'Le travail est fait, mais son résultat dépasse {limit} octets et ne peut être affiché. Consultez ce qu’il a produit ; développeurs : renvoyez son adresse.',
    },
  },
});
