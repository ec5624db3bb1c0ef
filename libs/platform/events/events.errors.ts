import { defineProblems } from '#platform/problems';

export const eventProblems = defineProblems('platform/events', {
  event_not_found: {
    status: 404,
    title: { en: 'No such event is set aside', fr: 'Aucun événement de ce nom n’est mis de côté' },
    detail: {
      en: 'No event is set aside under {id}: somebody may have retried or dropped it. GET /v1/platform/events lists those that are.',
      fr: 'Aucun événement n’est mis de côté sous {id} : quelqu’un l’a peut-être relancé ou abandonné. GET /v1/platform/events donne la liste de ceux qui le sont.',
    },
  },
});
