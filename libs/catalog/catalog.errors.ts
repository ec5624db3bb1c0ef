import { defineProblems, operatorProblem, problem } from '#platform/problems';

export const catalogProblems = defineProblems('catalog', {
  app_not_found: problem(404, 'App not found', 'Application introuvable', {
    en: 'This store has no app with that slug. List the store’s apps to find the right one.',
    fr: 'Cette boutique n’a pas d’application sous cet identifiant. Consultez la liste de ses applications pour trouver la bonne.',
  }),
  app_slug_taken: problem(409, 'The slug is taken', 'Cet identifiant est pris', {
    en: 'Another app of this store has the slug {slug}. Choose another one; a slug is free again once its app is deleted.',
    fr: 'Une autre application de cette boutique a l’identifiant {slug}. Choisissez-en un autre ; un identifiant est libre dès que son application est supprimée.',
  }),
  app_deleting: problem(409, 'The app is being deleted', 'L’application est en cours de suppression', {
    en: 'This app is being deleted, so nothing of it can be changed. Wait until its operation has ended, and create another app; if the operation failed or was cancelled, delete the app again.',
    fr: 'Cette application est en cours de suppression : plus rien ne peut y être changé. Attendez la fin de l’opération, puis créez une autre application ; si l’opération a échoué ou a été annulée, supprimez à nouveau l’application.',
  }),
  version_not_found: problem(404, 'Version not found', 'Version introuvable', {
    en: 'This app has no version {version}. List its versions to find the right one.',
    fr: 'Cette application n’a pas de version {version}. Consultez la liste de ses versions pour trouver la bonne.',
  }),
  version_exists: problem(409, 'The version exists', 'Cette version existe déjà', {
    en: 'This app has a version {version} already, and versions are never replaced. Use the next number.',
    fr: 'Cette application a déjà une version {version}, et une version n’est jamais remplacée. Utilisez le numéro suivant.',
  }),
  version_not_draft: problem(409, 'The version is no draft', 'La version n’est pas un brouillon', {
    en: 'The version {version} is {state}, and only a draft can be changed. Create a new version.',
    fr: 'La version {version} est dans l’état « {state} », et seul un brouillon peut être modifié. Créez une nouvelle version.',
  }),
  version_busy: problem(409, 'The version is being worked on', 'La version est en cours de traitement', {
    en: 'An operation is at work on this version. Wait until it has ended: GET /v1/operations/{operation}.',
    fr: 'Une opération travaille sur cette version. Attendez sa fin : GET /v1/operations/{operation}.',
  }),
  archive_gone: problem(409, 'The archive is gone', 'L’archive n’est plus là', {
    en: 'Nothing was unpacked: the archive of this operation was refused, or another change of the version {version} took its place, and it is not kept any more. Read the steps of the version for what happened, and send the archive again while it is a draft.',
    fr: 'Rien n’a été décompressé : l’archive de cette opération a été refusée, ou une autre modification de la version {version} l’a remplacée, et elle n’est plus conservée. Lisez les étapes de la version pour savoir ce qui s’est passé, et renvoyez l’archive tant que c’est un brouillon.',
  }),
  version_without_files: problem(409, 'The version has no files', 'La version n’a pas de fichiers', {
    en: 'A version without files cannot be published. Upload its files, or an archive of them.',
    fr: 'Une version sans fichiers ne peut pas être publiée. Envoyez ses fichiers, ou une archive qui les contient.',
  }),
  version_file_damaged: problem(409, 'A file is damaged', 'Un fichier est endommagé', {
    en: 'The file {path} of this version is no longer what was uploaded. Upload it again, and publish again.',
    fr: 'Le fichier {path} de cette version n’est plus tel qu’il a été envoyé. Envoyez-le à nouveau, puis publiez à nouveau.',
  }),
  version_not_published: problem(409, 'The version is not published', 'La version n’est pas publiée', {
    en: 'The version {version} is {state}, and only a published one can be yanked. Delete a draft instead.',
    fr: 'La version {version} est dans l’état « {state} », et seule une version publiée peut être retirée. Supprimez plutôt un brouillon.',
  }),
  search_busy: problem(503, 'Too many searches at once', 'Trop de recherches à la fois', {
    en: 'This store is being searched by many at once. Try again in {seconds} seconds, or select by a tag.',
    fr: 'Cette boutique fait l’objet de nombreuses recherches à la fois. Réessayez dans {seconds} secondes, ou choisissez une étiquette.',
  }),
  package_refused: operatorProblem(400, 'Not a package', 'Pas un paquet', {
    en: '{path} cannot be published: {reason}. Correct that, or give a folder with a package.json (without one, add --app and --version), or the file that “npm pack” makes of it.',
    fr: '{path} ne peut pas être publié : {reason}. Corrigez cela, ou indiquez un dossier avec un package.json (à défaut, ajoutez --app et --version), ou le fichier que « npm pack » en fait.',
  }),
  package_has_secrets: operatorProblem(400, 'The package has secrets', 'Le paquet contient des secrets', {
    en: 'Nothing of {path} was sent. Anyone can read a published version for good, and some files look like secrets: {secrets}. Leave them out with “files” in package.json or with a .npmignore, and pack again; without a package.json, move them out of the folder. If a file is no secret, add --allow with its path.',
    fr: 'Rien de {path} n’a été envoyé. Tout le monde peut lire une version publiée, pour toujours, et certains fichiers ressemblent à des secrets : {secrets}. Excluez-les avec « files » dans package.json ou avec un .npmignore, puis refaites le paquet ; sans package.json, sortez-les du dossier. Si un fichier n’est pas un secret, ajoutez --allow avec son chemin.',
  }),
  npm_failed: operatorProblem(400, 'npm cannot list the files', 'npm ne peut pas lister les fichiers', {
    en: 'npm cannot list the files of {directory}: {cause}. Check that “npm pack --dry-run” works there; npm comes with Node.js. Or run “npm pack” on another machine, and publish the file that it makes.',
    fr: 'npm ne peut pas lister les fichiers de {directory} : {cause}. Vérifiez que « npm pack --dry-run » y fonctionne ; npm est fourni avec Node.js. Ou lancez « npm pack » sur une autre machine, et publiez le fichier qu’il crée.',
  }),
  import_directory_unreadable: operatorProblem(400, 'Directory unreadable', 'Dossier illisible', {
    en: 'The directory {directory} cannot be read ({cause}). Check its path and permissions.',
    fr: 'Le dossier {directory} ne peut pas être lu ({cause}). Vérifiez son chemin et ses droits.',
  }),
  import_directory_empty: operatorProblem(400, 'Nothing to import', 'Rien à importer', {
    en: 'The directory {directory} holds nothing to import. Give a node_modules directory, or the share directory of a PostgreSQL.',
    fr: 'Le dossier {directory} ne contient rien à importer. Indiquez un dossier node_modules, ou le dossier share d’un PostgreSQL.',
  }),
});
