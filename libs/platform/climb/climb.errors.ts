import { defineProblems } from '#platform/problems';

/** What stops a move of the deployment. */
export const climbProblems = defineProblems('platform/climb', {
  move_under_way: {
    status: 409,
    title: { en: 'A move is under way', fr: 'Un déplacement est en cours' },
    detail: {
      en: 'Another "palier climb" works on this deployment. Wait until it is done, or stop it, then try again.',
      fr: 'Un autre « palier climb » travaille sur ce déploiement. Attendez qu’il soit fini, ou arrêtez-le, puis réessayez.',
    },
  },
  house_moved: {
    status: 409,
    title: { en: 'The deployment has moved', fr: 'Le déploiement a été déplacé' },
    detail: {
      en: 'This deployment moved to {target} and is only kept. Start Palier with the settings in climb.env, or run "palier climb --back" to stay here after all.',
      fr: 'Ce déploiement a été déplacé vers {target} et n’est plus que conservé. Démarrez Palier avec les réglages de climb.env, ou lancez « palier climb --back » pour rester ici malgré tout.',
    },
  },
  house_moving: {
    status: 409,
    title: { en: 'The deployment is moving', fr: 'Le déploiement est en cours de déplacement' },
    detail: {
      en: 'This deployment is moving ({target}) and takes no writes. Wait for "palier climb" to end; where it was cut off, run "palier climb --back" and start again.',
      fr: 'Ce déploiement est en cours de déplacement ({target}) et n’accepte aucune écriture. Attendez la fin de « palier climb » ; s’il a été interrompu, lancez « palier climb --back », puis redémarrez.',
    },
  },
  not_moved: {
    status: 409,
    title: { en: 'The deployment has not moved', fr: 'Le déploiement n’a pas été déplacé' },
    detail: {
      en: 'There is no move to end here: this deployment takes writes. Nothing was changed.',
      fr: 'Il n’y a aucun déplacement à terminer ici : ce déploiement accepte les écritures. Rien n’a changé.',
    },
  },
  houses_differ: {
    status: 500,
    title: { en: 'The copy is not the same', fr: 'La copie n’est pas la même' },
    detail: {
      en: 'After the move {table} is not the same on both sides ({found} rows of {expected}). Nothing was given up: the deployment stays where it was. Try again; if it comes again, report it.',
      fr: 'Après le déplacement, {table} n’est pas identique des deux côtés ({found} lignes sur {expected}). Rien n’est abandonné : le déploiement reste où elle était. Réessayez ; si cela se reproduit, signalez-le.',
    },
  },
  jobs_differ: {
    status: 500,
    title: { en: 'Not all jobs arrived', fr: 'Des tâches ne sont pas arrivées' },
    detail: {
      en: '{found} of {expected} jobs arrived in the new queues. Nothing was given up: the deployment stays where it was. See that nothing else uses that Redis, then try again.',
      fr: '{found} tâches sur {expected} sont arrivées dans les nouvelles files. Rien n’est abandonné : le déploiement reste où elle était. Vérifiez que rien d’autre n’utilise ce Redis, puis réessayez.',
    },
  },
  queues_not_empty: {
    status: 409,
    title: { en: 'The queues are not empty', fr: 'Les files ne sont pas vides' },
    detail: {
      en: 'The Redis to move to holds {jobs} jobs of a Palier already. Name another one, or empty that one.',
      fr: 'Le Redis de destination contient déjà {jobs} tâches d’un Palier. Indiquez-en un autre, ou videz celui-là.',
    },
  },
  target_used: {
    status: 409,
    title: { en: 'The new deployment was used', fr: 'Le nouveau déploiement a servi' },
    detail: {
      en: '{target} has changed since the move ({part}), and going back would lose that. To return with all of it, run "palier climb --to-solo", or "palier climb --database" to another database, with the settings of the new deployment.',
      fr: '{target} a changé depuis le déplacement ({part}) ; revenir en arrière perdrait ces changements. Pour rentrer avec eux, lancez « palier climb --to-solo », ou « palier climb --database » vers une autre base, avec les réglages du nouveau déploiement.',
    },
  },
  settings_lost: {
    status: 409,
    title: { en: 'The new deployment is not known', fr: 'Le nouveau déploiement est inconnu' },
    detail: {
      en: 'The deployment moved to {target}, and {file}, which says how to look there, is missing. Put it back; where the new database is gone for good, add --unchecked.',
      fr: 'Le déploiement a été déplacé vers {target}, et {file}, qui dit comment y regarder, manque. Remettez-le ; si la nouvelle base est définitivement perdue, ajoutez --unchecked.',
    },
  },
  server_runs: {
    status: 409,
    title: { en: 'A Palier runs here', fr: 'Un Palier tourne ici' },
    detail: {
      en: 'A Palier still runs on the data that is to be removed. Stop it, then try again.',
      fr: 'Un Palier tourne encore sur les données à supprimer. Arrêtez-le, puis réessayez.',
    },
  },
  target_silent: {
    status: 503,
    title: { en: 'The new deployment does not answer', fr: 'Le nouveau déploiement ne répond pas' },
    detail: {
      en: 'The new database does not answer ({reason}), so whether it was used is not known. Make it answer, with the settings in climb.env, and try again; where it is gone for good, add --unchecked.',
      fr: 'La nouvelle base ne répond pas ({reason}) : impossible de savoir si elle a servi. Faites-la répondre, avec les réglages de climb.env, puis réessayez ; si elle est définitivement perdue, ajoutez --unchecked.',
    },
  },
  target_too_old: {
    status: 422,
    title: { en: 'PostgreSQL is too old', fr: 'PostgreSQL est trop ancien' },
    detail: {
      en: 'The PostgreSQL to move to is {version}: it must be 16 or later.',
      fr: 'Le PostgreSQL de destination est en version {version} : il faut la 16 ou une plus récente.',
    },
  },
  target_passwords_unknown: {
    status: 422,
    title: { en: 'The roles exist already', fr: 'Les rôles existent déjà' },
    detail: {
      en: 'The roles of Palier exist on that server, and their passwords are not known here. Make the database with "palier database init", then name it by its owner’s URL in --database and by the application’s in --app-url.',
      fr: 'Les rôles de Palier existent sur ce serveur et leurs mots de passe sont inconnus ici. Créez la base par « palier database init », puis indiquez l’URL de son propriétaire par --database et celle de l’application par --app-url.',
    },
  },
  target_app_url_missing: {
    status: 422,
    title: { en: '--app-url is missing', fr: 'Il manque --app-url' },
    detail: {
      en: 'The URL in --database is not that of an administrator, so it must be the owner’s of a prepared database: name the application’s in --app-url.',
      fr: 'L’URL de --database n’est pas celle d’un administrateur : ce doit être celle du propriétaire d’une base préparée. Indiquez celle de l’application par --app-url.',
    },
  },
  jobs_stay_behind: {
    status: 422,
    title: { en: 'The jobs cannot come along', fr: 'Les tâches ne peuvent pas suivre' },
    detail: {
      en: 'Jobs are in the Redis of {variable}, and a move carries those of REDIS_URL or of the database alone. Nothing was changed: move the database with tools of PostgreSQL, and keep {variable}.',
      fr: 'Les tâches sont dans le Redis de {variable}, et un déplacement n’emporte que celles de REDIS_URL ou de la base. Rien n’a changé : déplacez la base avec les outils de PostgreSQL et gardez {variable}.',
    },
  },
  target_redis_evicts: {
    status: 422,
    title: { en: 'That Redis would lose jobs', fr: 'Ce Redis perdrait des tâches' },
    detail: {
      en: 'The Redis to move to has maxmemory-policy {policy}, and may drop jobs that wait. Set noeviction, then try again.',
      fr: 'Le Redis de destination a maxmemory-policy {policy} et peut supprimer des tâches en attente. Réglez noeviction, puis réessayez.',
    },
  },
  target_redis_unavailable: {
    status: 503,
    title: { en: 'Redis does not answer', fr: 'Redis ne répond pas' },
    detail: {
      en: 'The Redis to move to does not answer ({reason}). Check the URL in --redis, and that it runs.',
      fr: 'Le Redis de destination ne répond pas ({reason}). Vérifiez l’URL de --redis, et qu’il fonctionne.',
    },
  },
});
