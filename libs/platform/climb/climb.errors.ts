import { defineProblems, operatorProblem } from '#platform/problems';

/** Why a cutover is refused or fails. */
export const climbProblems = defineProblems('platform/climb', {
  cutover_under_way: operatorProblem(409, 'A cutover is under way', 'Une bascule est en cours', {
    en: 'Another "palier climb" is running on this deployment. Wait until it has finished, or stop it, then try again.',
    fr: 'Un autre « palier climb » est en cours sur ce déploiement. Attendez qu’il soit terminé, ou arrêtez-le, puis réessayez.',
  }),
  deployment_cut_over: operatorProblem(409, 'The deployment was cut over', 'Le déploiement a été basculé', {
    en: 'This deployment was cut over to {target}, and its old data is only a copy. Start Palier with the settings in climb.env, or run "palier climb --back" to return here.',
    fr: 'Ce déploiement a été basculé vers {target} ; ses anciennes données ne sont plus qu’une copie. Démarrez Palier avec les réglages de climb.env, ou lancez « palier climb --back » pour revenir ici.',
  }),
  deployment_being_cut_over: operatorProblem(
    409,
    'The deployment is being cut over',
    'Le déploiement est en cours de bascule',
    {
      en: 'A cutover of this deployment is under way ({target}), and it accepts no writes. Wait for "palier climb" to end; if it was interrupted, run "palier climb --back", then start Palier again.',
      fr: 'Une bascule de ce déploiement est en cours ({target}), et il n’accepte aucune écriture. Attendez la fin de « palier climb » ; s’il a été interrompu, lancez « palier climb --back », puis redémarrez Palier.',
    },
  ),
  no_cutover: operatorProblem(409, 'No cutover to end', 'Aucune bascule à terminer', {
    en: 'This deployment is in no cutover and accepts writes. Nothing was changed. Check that the settings name the deployment you mean.',
    fr: 'Ce déploiement n’est dans aucune bascule et accepte les écritures. Rien n’a changé. Vérifiez que les réglages désignent le bon déploiement.',
  }),
  copy_differs: operatorProblem(500, 'The copy is not the same', 'La copie n’est pas la même', {
    en: 'The copy of {table} differs from the original ({found} rows of {expected}). No data was lost: the deployment stays where it was. Try again; if it happens again, report it.',
    fr: 'La copie de {table} diffère de l’original ({found} lignes sur {expected}). Aucune donnée n’est perdue : le déploiement reste où il était. Réessayez ; si cela se reproduit, signalez-le.',
  }),
  jobs_differ: operatorProblem(500, 'Not all jobs arrived', 'Des tâches ne sont pas arrivées', {
    en: '{found} of {expected} jobs arrived in the new queues. No data was lost: the deployment stays where it was. Check that nothing else uses that Redis, then try again.',
    fr: '{found} tâches sur {expected} sont arrivées dans les nouvelles files. Aucune donnée n’est perdue : le déploiement reste où il était. Vérifiez que rien d’autre n’utilise ce Redis, puis réessayez.',
  }),
  queues_not_empty: operatorProblem(409, 'The queues are not empty', 'Les files ne sont pas vides', {
    en: 'The target Redis already holds {jobs} jobs of a Palier deployment. Name another Redis, or empty that one.',
    fr: 'Le Redis de destination contient déjà {jobs} tâches d’un déploiement Palier. Indiquez un autre Redis, ou videz celui-là.',
  }),
  target_used: operatorProblem(409, 'The new deployment has changed', 'Le nouveau déploiement a changé', {
    en: '{target} has changed since the cutover ({part}), and going back would lose those changes. To return with them, run "palier climb --to-solo", or "palier climb --database" with another database, using the settings of the new deployment.',
    fr: '{target} a changé depuis la bascule ({part}) ; revenir en arrière perdrait ces changements. Pour revenir avec eux, lancez « palier climb --to-solo », ou « palier climb --database » vers une autre base, avec les réglages du nouveau déploiement.',
  }),
  settings_lost: operatorProblem(
    409,
    'The settings of the new deployment are missing',
    'Les réglages du nouveau déploiement manquent',
    {
      en: 'The deployment was cut over to {target}, and {file}, which holds its settings, is missing. Restore that file; if the new database is lost for good, add --unchecked.',
      fr: 'Le déploiement a été basculé vers {target}, et {file}, qui contient ses réglages, manque. Restaurez ce fichier ; si la nouvelle base est définitivement perdue, ajoutez --unchecked.',
    },
  ),
  server_runs: operatorProblem(409, 'Palier is running', 'Palier est en marche', {
    en: 'A Palier server still uses the data that is to be removed. Stop it, then try again.',
    fr: 'Un serveur Palier utilise encore les données à supprimer. Arrêtez-le, puis réessayez.',
  }),
  target_silent: operatorProblem(503, 'The new deployment does not answer', 'Le nouveau déploiement ne répond pas', {
    en: 'The new database does not answer ({reason}), so it is unknown whether it has changed. Make it reachable with the settings in climb.env, then try again; if it is lost for good, add --unchecked.',
    fr: 'La nouvelle base ne répond pas ({reason}) : impossible de savoir si elle a changé. Rendez-la joignable avec les réglages de climb.env, puis réessayez ; si elle est définitivement perdue, ajoutez --unchecked.',
  }),
  target_unreachable: operatorProblem(503, 'The new database cannot be used', 'La nouvelle base est inutilisable', {
    en: 'The database in {option} cannot be connected to ({reason}). Nothing was changed: correct the host, user, password or database in {option}, then try again.',
    fr: 'Impossible de se connecter à la base de {option} ({reason}). Rien n’a changé : corrigez l’hôte, l’utilisateur, le mot de passe ou la base dans {option}, puis réessayez.',
  }),
  files_incomplete: operatorProblem(409, 'The storage lacks files', 'Il manque des fichiers au stockage', {
    en: 'The file {digest} is missing or damaged in {place}, which both deployments use. Nothing was changed. Check that the settings name the storage that is in use: "palier media verify" lists what is wrong.',
    fr: 'Le fichier {digest} manque ou est abîmé dans {place}, que les deux déploiements utilisent. Rien n’a changé. Vérifiez que les réglages nomment le stockage en service : « palier media verify » liste ce qui ne va pas.',
  }),
  storage_differs: operatorProblem(409, 'The storages differ', 'Les stockages diffèrent', {
    en: 'Files are in {present} here, and in {target} by the settings in {file}. A cutover does not move files, and nothing was changed. Run "palier media migrate --to URL" first and switch STORAGE_URL as it says, or correct STORAGE_URL in that file, then try again.',
    fr: 'Les fichiers sont ici dans {present}, et dans {target} selon les réglages de {file}. Une bascule ne déplace pas les fichiers, et rien n’a changé. Lancez d’abord « palier media migrate --to URL » et changez STORAGE_URL comme elle l’indique, ou corrigez STORAGE_URL dans ce fichier, puis réessayez.',
  }),
  target_too_old: operatorProblem(422, 'PostgreSQL is too old', 'PostgreSQL est trop ancien', {
    en: 'The target PostgreSQL is version {version}. Use version 16 or later.',
    fr: 'Le PostgreSQL de destination est en version {version}. Utilisez la version 16 ou une plus récente.',
  }),
  target_passwords_unknown: operatorProblem(422, 'The roles exist already', 'Les rôles existent déjà', {
    en: 'The roles of Palier exist on that server, and their passwords are unknown here. Create the database with "palier database init", adding --reset-passwords where an interrupted climb made the roles and no other Palier uses them; then give the URL of its owner in --database and the URL of the application’s role in --app-url.',
    fr: 'Les rôles de Palier existent sur ce serveur et leurs mots de passe sont inconnus ici. Créez la base par « palier database init », avec --reset-passwords si un climb interrompu a créé ces rôles et qu’aucun autre Palier ne les utilise ; puis indiquez l’URL de son propriétaire par --database et celle du rôle de l’application par --app-url.',
  }),
  target_app_url_missing: operatorProblem(422, '--app-url is missing', 'Il manque --app-url', {
    en: 'The URL in --database is not that of an administrator, so it is taken as the owner’s URL of a prepared database. Give the URL of the application’s role in --app-url.',
    fr: 'L’URL de --database n’est pas celle d’un administrateur : elle est prise pour celle du propriétaire d’une base préparée. Indiquez l’URL du rôle de l’application par --app-url.',
  }),
  jobs_stay_behind: operatorProblem(422, 'The jobs cannot be copied', 'Les tâches ne peuvent pas être copiées', {
    en: 'The jobs are in the Redis of {variable}; a cutover copies only those of REDIS_URL or of the database. Nothing was changed: move the database with the tools of PostgreSQL, and keep {variable}.',
    fr: 'Les tâches sont dans le Redis de {variable} ; une bascule ne copie que celles de REDIS_URL ou de la base. Rien n’a changé : déplacez la base avec les outils de PostgreSQL et gardez {variable}.',
  }),
  target_redis_evicts: operatorProblem(
    422,
    'The target Redis could lose jobs',
    'Le Redis de destination pourrait perdre des tâches',
    {
      en: 'The target Redis has maxmemory-policy {policy}, which may delete waiting jobs. Set noeviction, then try again.',
      fr: 'Le Redis de destination a maxmemory-policy {policy}, qui peut supprimer des tâches en attente. Réglez noeviction, puis réessayez.',
    },
  ),
  target_redis_unavailable: operatorProblem(503, 'Redis does not answer', 'Redis ne répond pas', {
    en: 'The target Redis does not answer ({reason}). Check the URL in --redis, and that this Redis is running.',
    fr: 'Le Redis de destination ne répond pas ({reason}). Vérifiez l’URL de --redis, et que ce Redis fonctionne.',
  }),
});
