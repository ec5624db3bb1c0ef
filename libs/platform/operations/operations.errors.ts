import { defineProblems, problem } from '#platform/problems';

export const operationsProblems = defineProblems('platform/operations', {
  operation_not_found: problem(404, 'No such operation', 'Opération inexistante', {
    en: 'There is no operation {id}. Operations are deleted after 30 days: check the resource that it was to create or change.',
    fr: 'Il n’y a pas d’opération {id}. Les opérations sont supprimées après 30 jours : consultez la ressource qu’elle devait créer ou modifier.',
  }),
  too_many_operations: problem(429, 'Begun too often', 'Lancée trop souvent', {
    en: 'You began {most} of these operations in 24 hours, and no more are possible. Use what the last one made, or begin another after {minutes} minutes.',
    fr: 'Vous avez lancé {most} de ces opérations en 24 heures, et davantage n’est pas possible. Utilisez le résultat de la dernière, ou relancez-en une dans {minutes} minutes.',
  }),
  operations_at_work: problem(429, 'Others are at work', 'D’autres sont en cours', {
    en: '{most} of these operations may be at work at a time, and as many are. Wait until one ends, cancel one, or try again in {seconds} s.',
    fr: '{most} de ces opérations peuvent être en cours à la fois, et ce nombre est atteint. Attendez que l’une d’elles finisse, annulez-en une, ou réessayez dans {seconds} s.',
  }),
  asker_not_allowed: problem(403, 'No longer allowed to begin it', 'Plus autorisé à la lancer', {
    en: 'The user or key that began this operation is gone, or may no longer begin it ({permission}). It was stopped; someone who may can begin it again.',
    fr: 'L’utilisateur ou la clé qui a lancé cette opération n’existe plus, ou ne peut plus la lancer ({permission}). Elle a été arrêtée ; une personne autorisée peut la relancer.',
  }),
  operation_result_too_large: problem(500, 'Result too large', 'Résultat trop volumineux', {
    en: 'The operation succeeded, but its result exceeds {limit} bytes and cannot be shown. Read the resource that it created or changed; developers: return its URL instead.',
    fr: 'L’opération a réussi, mais son résultat dépasse {limit} octets et ne peut être affiché. Consultez la ressource qu’elle a créée ou modifiée ; développeurs : renvoyez plutôt son URL.',
  }),
});
