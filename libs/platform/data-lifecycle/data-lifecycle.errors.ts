import { defineProblems, problem } from '#platform/problems';

export const dataLifecycleProblems = defineProblems('platform/data-lifecycle', {
  person_not_found: problem(404, 'No such person', 'Personne inconnue', {
    en: 'No data of this tenant names the user {id}. Check the id; a person who never used this tenant has nothing to erase.',
    fr: 'Aucune donnée de ce locataire ne mentionne l’utilisateur {id}. Vérifiez l’identifiant ; une personne qui n’a jamais utilisé ce locataire n’a rien à effacer.',
  }),
  erasure_not_found: problem(404, 'No erasure', 'Aucun effacement', {
    en: 'Nobody asked for the erasure of the user {id}, or it was cancelled. Ask for it with POST /v1/members/{id}/erasure.',
    fr: 'Personne n’a demandé l’effacement de l’utilisateur {id}, ou il a été annulé. Demandez-le par POST /v1/members/{id}/erasure.',
  }),
  erasure_begun: problem(409, 'The erasure has begun', 'L’effacement a commencé', {
    en: 'The grace period of the erasure of {id} is over: it has begun and cannot be cancelled. Read its progress with GET /v1/members/{id}/erasure.',
    fr: 'Le délai de grâce de l’effacement de {id} est écoulé : il a commencé et ne peut plus être annulé. Suivez-le par GET /v1/members/{id}/erasure.',
  }),
  receipt_link_invalid: problem(400, 'The link does not work', 'Ce lien ne fonctionne pas', {
    en: 'The link was copied incompletely, its 30 days are over, or the erasure was done again after a restore. Open the whole link of the mail, or ask an administrator for the receipt.',
    fr: 'Ce lien n’a pas été copié en entier, ses 30 jours sont écoulés, ou l’effacement a été refait après une restauration. Ouvrez le lien entier du message, ou demandez le reçu à un administrateur.',
  }),
  receipt_not_ready: problem(409, 'The erasure is under way', 'L’effacement est en cours', {
    en: 'The data is being erased, and the receipt is there once that has ended, usually within a quarter of an hour. Open the link again then.',
    fr: 'Les données sont en cours d’effacement ; le reçu est disponible à la fin, en général sous un quart d’heure. Rouvrez alors ce lien.',
  }),
  receipt_missing: problem(404, 'No receipt', 'Pas de reçu', {
    en: 'The data was erased, while an earlier version was still running, which made no receipts. Ask an administrator to confirm it.',
    fr: 'Les données ont été effacées pendant qu’une version antérieure, qui ne faisait pas de reçu, tournait encore. Demandez-en la confirmation à un administrateur.',
  }),
  export_not_found: problem(404, 'No such export', 'Export inexistant', {
    en: 'You have no export {id}. Exports are deleted after seven days, and while one is made there is nothing to read yet: follow its operation, or ask for another with POST /v1/me/exports.',
    fr: 'Vous n’avez pas d’export {id}. Les exports sont supprimés après sept jours, et il n’y a rien à lire tant que l’export n’est pas prêt : suivez son opération, ou demandez-en un autre par POST /v1/me/exports.',
  }),
  retention_not_found: problem(404, 'No such retention', 'Durée de conservation inexistante', {
    en: 'No retention of {name} can be chosen. GET /v1/retention lists those that can.',
    fr: 'Aucune durée de conservation de {name} ne peut être choisie. GET /v1/retention liste celles qui le peuvent.',
  }),
  retention_out_of_range: problem(400, 'Retention out of range', 'Durée de conservation hors limites', {
    en: 'Rows of {name} are kept for {shortest} to {longest} days. Choose a number between them, or null for the longest.',
    fr: 'Les lignes de {name} se conservent de {shortest} à {longest} jours. Choisissez un nombre dans cet intervalle, ou null pour la durée la plus longue.',
  }),
});
