import { defineProblems, operatorProblem, problem } from '#platform/problems';

export const signingKeysProblems = defineProblems('auth', {
  no_signing_key: problem(503, 'No key to sign with', 'Aucune clé pour signer', {
    en: 'The server cannot issue tokens at the moment. Try again after Retry-After.',
    fr: 'Le serveur ne peut pas émettre de jetons pour le moment. Réessayez après le délai de Retry-After.',
  }),
  foreign_master_key: operatorProblem(409, 'Another master key', 'Une autre clé maîtresse', {
    en: 'The master key of this process opens none of the current signing keys, so the servers could not use a key that it seals. Run this command with the PALIER_MASTER_KEY or the PALIER_DATA_DIR of the servers.',
    fr: 'La clé maîtresse de ce processus n’ouvre aucune des clés de signature actuelles : les serveurs ne pourraient pas utiliser une clé qu’elle scelle. Relancez cette commande avec la PALIER_MASTER_KEY ou le PALIER_DATA_DIR des serveurs.',
  }),
});
