import { defineProblems, problem } from '#platform/problems';

export const revocationProblems = defineProblems('auth', {
  revocation_unknown: problem(503, 'The session cannot be checked', 'La session ne peut pas être vérifiée', {
    en: 'The server cannot check now whether your session is still valid. Nothing was done: send the request again after Retry-After.',
    fr: 'Le serveur ne peut pas vérifier pour le moment si votre session est toujours valable. Rien n’a été fait : renvoyez la requête après le délai de Retry-After.',
  }),
  revocation_not_told: problem(503, 'The sessions could not be ended', 'Les sessions n’ont pas pu être fermées', {
    en: 'The end of these sessions could not be sent to the other servers, so some sessions may still be open. Send the request again after Retry-After.',
    fr: 'La fermeture de ces sessions n’a pas pu être transmise aux autres serveurs : certaines sont peut-être encore ouvertes. Renvoyez la requête après le délai de Retry-After.',
  }),
});

const RETRY = { 'Retry-After': '1' };

export const unknown = (cause: unknown) => revocationProblems.revocation_unknown({}, { headers: RETRY, cause });
export const notPublished = (cause: unknown) => revocationProblems.revocation_not_told({}, { headers: RETRY, cause });
