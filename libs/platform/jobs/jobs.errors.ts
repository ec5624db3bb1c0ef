import { defineProblems } from '#platform/problems';

export const jobsProblems = defineProblems('platform/jobs', {
  queue_not_found: {
    status: 404,
    title: { en: 'Unknown queue', fr: 'File inconnue' },
    detail: {
      en: 'There is no queue {queue}. GET /v1/platform/queues and "palier jobs list" name them all.',
      fr: 'La file {queue} n’existe pas. GET /v1/platform/queues et « palier jobs list » les nomment toutes.',
    },
  },
  job_not_found: {
    status: 404,
    title: { en: 'Unknown job', fr: 'Tâche inconnue' },
    detail: {
      en: 'The queue {queue} has no job {id}. Check the id; a job that is done is forgotten after an hour.',
      fr: 'La file {queue} n’a pas de tâche {id}. Vérifiez l’identifiant ; une tâche terminée est oubliée au bout d’une heure.',
    },
  },
  job_not_failed: {
    status: 409,
    title: { en: 'The job has not failed', fr: 'La tâche n’a pas échoué' },
    detail: {
      en: 'The job {id} is {state}: only one that failed may be run again. Look at it again, then decide.',
      fr: 'La tâche {id} est dans l’état {state} : seule une tâche en échec peut être relancée. Regardez-la de nouveau, puis décidez.',
    },
  },
  queues_unavailable: {
    status: 503,
    title: { en: 'The queues are unavailable', fr: 'Les files sont indisponibles' },
    detail: {
      en: 'The server of the queues does not answer. Nothing is lost: jobs wait in the outbox. Try again in a moment; operators: see that Redis runs where REDIS_URL says.',
      fr: 'Le serveur des files ne répond pas. Rien n’est perdu : les tâches attendent dans la boîte d’envoi. Réessayez dans un instant ; exploitants : vérifiez que Redis fonctionne là où REDIS_URL l’indique.',
    },
  },
});
