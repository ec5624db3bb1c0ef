import { defineProblems, problem } from '#platform/problems';

export const signaturesProblems = defineProblems('platform/signatures', {
  signature_keys_sealed: problem(409, 'Another master key', 'Une autre clé maîtresse', {
    en: 'The master key of this process opens none of the keys that sign, so the servers could not use a key that it seals. Run this command with the PALIER_MASTER_KEY or the PALIER_DATA_DIR of the servers.',
    fr: 'La clé maîtresse de ce processus n’ouvre aucune des clés de signature : les serveurs ne pourraient pas utiliser une clé qu’elle scelle. Relancez cette commande avec la PALIER_MASTER_KEY ou le PALIER_DATA_DIR des serveurs.',
  }),
});
