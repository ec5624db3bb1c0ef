import { defineProblems, operatorProblem, problem } from '#platform/problems';

export const jobsProblems = defineProblems('platform/jobs', {
  queue_not_found: problem(404, 'Unknown queue', 'File inconnue', {
    en: 'There is no queue {queue}. GET /v1/platform/queues and "palier jobs list" list all queues.',
    fr: 'La file {queue} n’existe pas. GET /v1/platform/queues et « palier jobs list » donnent la liste de toutes les files.',
  }),
  job_not_found: problem(404, 'Unknown job', 'Tâche inconnue', {
    en: 'The queue {queue} has no job {id}. Check the id; a completed job is deleted after an hour.',
    fr: 'La file {queue} n’a pas de tâche {id}. Vérifiez l’identifiant ; une tâche terminée est supprimée au bout d’une heure.',
  }),
  job_not_failed: problem(409, 'The job has not failed', 'La tâche n’a pas échoué', {
    en: 'The job {id} is {state}; only a failed job can be run again. Read its state again before you retry.',
    fr: 'La tâche {id} est dans l’état {state} ; seule une tâche en échec peut être relancée. Relisez son état avant de réessayer.',
  }),
  queues_unavailable: problem(503, 'The queues are unavailable', 'Les files sont indisponibles', {
    en: 'The server of the job queues does not answer. No job is lost: jobs wait in the outbox. Try again in a moment.',
    fr: 'Le serveur des files de tâches ne répond pas. Aucune tâche n’est perdue : elles attendent dans la boîte d’envoi. Réessayez dans un instant.',
    operators: {
      en: 'Check that the Redis of REDIS_URL is running.',
      fr: 'Vérifiez que le Redis de REDIS_URL fonctionne.',
    },
  }),
  worker_queue_unknown: operatorProblem(500, 'Unknown queue of a worker', 'File inconnue d’un travailleur', {
    en: 'WORKER_QUEUES names {pattern}, which is the name of no queue{meant}: "palier jobs list" lists all queues.',
    fr: 'WORKER_QUEUES nomme {pattern}, qui n’est le nom d’aucune file{meant} : « palier jobs list » donne la liste de toutes les files.',
  }),
});
