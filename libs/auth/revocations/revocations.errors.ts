import { defineProblems } from '#platform/problems';

export const revocationProblems = defineProblems('auth', {
  revocation_unknown: {
    status: 503,
    title: { en: 'The session cannot be checked', fr: 'La session ne peut pas être vérifiée' },
    detail: {
      en: 'What you ask for needs to know whether your session still stands, and nobody who knows answers for now. Nothing was done: send the request again after Retry-After.',
      fr: 'Votre demande exige de savoir si votre session est toujours valable, et personne ne peut le dire pour le moment. Rien n’a été fait : renvoyez la requête après le délai de Retry-After.',
    },
  },
  revocation_not_told: {
    status: 503,
    title: { en: 'The sessions could not be ended', fr: 'Les sessions n’ont pas pu être fermées' },
    detail: {
      en: 'The other servers could not be told that these sessions are over, so some may still be open. Send the request again after Retry-After.',
      fr: 'Les autres serveurs n’ont pas pu être prévenus de la fermeture de ces sessions : certaines sont peut-être encore ouvertes. Renvoyez la requête après le délai de Retry-After.',
    },
  },
});

const RETRY = { 'Retry-After': '1' };

export const unknown = (cause: unknown) => revocationProblems.revocation_unknown({}, { headers: RETRY, cause });
export const notTold = (cause: unknown) => revocationProblems.revocation_not_told({}, { headers: RETRY, cause });
