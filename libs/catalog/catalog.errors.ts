import { defineProblems, problem } from '#platform/problems';

export const catalogProblems = defineProblems('catalog', {
  app_not_found: problem(404, 'App not found', 'Application introuvable', {
    en: 'This store has no app with that slug. List the store’s apps to find the right one.',
    fr: 'Cette boutique n’a pas d’application sous cet identifiant. Consultez la liste de ses applications pour trouver la bonne.',
  }),
  import_directory_unreadable: problem(400, 'Directory unreadable', 'Dossier illisible', {
    en: 'The directory {directory} cannot be read ({cause}). Check its path and permissions.',
    fr: 'Le dossier {directory} ne peut pas être lu ({cause}). Vérifiez son chemin et ses droits.',
  }),
  import_directory_empty: problem(400, 'Nothing to import', 'Rien à importer', {
    en: 'The directory {directory} holds nothing to import. Give a node_modules directory, or the share directory of a PostgreSQL.',
    fr: 'Le dossier {directory} ne contient rien à importer. Indiquez un dossier node_modules, ou le dossier share d’un PostgreSQL.',
  }),
  bundle_file_unreadable: problem(400, 'File unreadable', 'Fichier illisible', {
    en: 'The file {file} cannot be read ({cause}). Check its path and permissions.',
    fr: 'Le fichier {file} ne peut pas être lu ({cause}). Vérifiez son chemin et ses droits.',
  }),
  bundle_keys_invalid: problem(422, 'Not a JWK set', 'Pas un ensemble JWK', {
    en: 'The file {file} is not a JWK set with valid Ed25519 keys. Fetch the public keys of the store again.',
    fr: 'Le fichier {file} n’est pas un ensemble JWK de clés Ed25519 valables. Récupérez à nouveau les clés publiques de la boutique.',
  }),
});
