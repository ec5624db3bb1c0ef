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
});
