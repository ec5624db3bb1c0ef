import { defineProblems } from '#platform/problems';

export const signingKeysProblems = defineProblems('auth', {
  no_signing_key: {
    status: 503,
    title: { en: 'No key to sign with', fr: 'Aucune clé pour signer' },
    detail: {
      en: 'No token can be issued just now. Try again after Retry-After.',
      fr: 'Aucun jeton ne peut être émis pour le moment. Réessayez après le délai de Retry-After.',
    },
  },
  foreign_master_key: {
    status: 409,
    title: { en: 'Another master key', fr: 'Une autre clé maîtresse' },
    detail: {
      en: 'The master key here opens none of the signing keys in force, so the servers could not use what it seals. Run this with the PALIER_MASTER_KEY, or the PALIER_DATA_DIR, of the servers.',
      fr: 'La clé maîtresse d’ici n’ouvre aucune des clés de signature en vigueur : les serveurs ne pourraient pas se servir de ce qu’elle scelle. Relancez avec la PALIER_MASTER_KEY, ou le PALIER_DATA_DIR, des serveurs.',
    },
  },
});
