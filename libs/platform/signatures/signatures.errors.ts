import { defineProblems, operatorProblem } from '#platform/problems';

export const signaturesProblems = defineProblems('platform/signatures', {
  signature_keys_sealed: operatorProblem(409, 'Another master key', 'Une autre clé maîtresse', {
    en: 'The master key of this process opens none of the keys that sign, so the servers could not use a key that it seals. Run this command with the PALIER_MASTER_KEY or the PALIER_DATA_DIR of the servers.',
    fr: 'La clé maîtresse de ce processus n’ouvre aucune des clés de signature : les serveurs ne pourraient pas utiliser une clé qu’elle scelle. Relancez cette commande avec la PALIER_MASTER_KEY ou le PALIER_DATA_DIR des serveurs.',
  }),
  signed_file_unreadable: operatorProblem(400, 'File unreadable', 'Fichier illisible', {
    en: 'The file {file} cannot be read ({cause}). Check its path and permissions.',
    fr: 'Le fichier {file} ne peut pas être lu ({cause}). Vérifiez son chemin et ses droits.',
  }),
  signature_keys_invalid: operatorProblem(422, 'Not a JWK set', 'Pas un ensemble JWK', {
    en: 'The file {file} is not a JWK set with valid Ed25519 keys. Fetch /.well-known/signature-keys.json of the deployment again.',
    fr: 'Le fichier {file} n’est pas un ensemble JWK de clés Ed25519 valables. Récupérez à nouveau /.well-known/signature-keys.json du déploiement.',
  }),
});
