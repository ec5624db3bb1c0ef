import { defineProblems, operatorProblem, problem } from '#platform/problems';

/** Why a deployment does not serve, or erasures are not done again. */
export const ledgerProblems = defineProblems('platform/erasure-ledger', {
  erasures_to_replay: problem(503, 'Erasures have to be done again', 'Des effacements sont à refaire', {
    en: 'This service was restored to an earlier state and answers nothing until erasures of persons are done again. Try again later.',
    fr: 'Ce service a été ramené à un état antérieur et ne répond à rien tant que des effacements de personnes ne sont pas refaits. Réessayez plus tard.',
    operators: {
      en: 'The database is in a state that is older than the erasure {number} of the storage: nothing is served until "palier erasures replay" has erased these persons and tenants again.',
      fr: 'La base est dans un état antérieur à l’effacement {number} du stockage : rien n’est servi tant que « palier erasures replay » n’a pas de nouveau effacé ces personnes et ces locataires.',
    },
  }),
  erasures_replay_under_way: operatorProblem(
    409,
    'Erasures are being done again',
    'Des effacements sont en train d’être refaits',
    {
      en: 'Another "palier erasures replay" or "palier restore" does these erasures: wait until it has ended.',
      fr: 'Un autre « palier erasures replay » ou « palier restore » refait ces effacements : attendez qu’il ait fini.',
    },
  ),
  erasure_ledger_altered: operatorProblem(
    500,
    'The ledger of erasures was altered',
    'Le registre des effacements a été altéré',
    {
      en: 'The entry {number} of the ledger of erasures in the storage was altered: its digest differs. Restore that file from a copy of the storage.',
      fr: 'L’entrée {number} du registre des effacements dans le stockage a été altérée : son empreinte diffère. Restaurez ce fichier depuis une copie du stockage.',
    },
  ),
});
