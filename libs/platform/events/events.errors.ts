import { defineProblems, problem } from '#platform/problems';

export const eventProblems = defineProblems('platform/events', {
  event_not_found: problem(404, 'No such dead letter', 'Aucune lettre morte de ce nom', {
    en: 'There is no dead letter {id}: it may have been retried or dropped already. GET /v1/platform/events lists the dead letters.',
    fr: 'Il n’y a pas de lettre morte {id} : elle a peut-être déjà été relancée ou abandonnée. GET /v1/platform/events donne la liste des lettres mortes.',
  }),
});
