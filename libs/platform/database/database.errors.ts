import { defineProblems } from '#platform/problems';

export const databaseProblems = defineProblems('platform/database', {
  database_unavailable: {
    status: 503,
    title: { en: 'The database is unavailable', fr: 'La base de données est indisponible' },
    detail: {
      en: 'No database connection could be had. Nothing was confirmed: send the request again in a moment. Operators: see that PostgreSQL runs where DATABASE_URL says.',
      fr: 'Aucune connexion à la base de données n’a pu être obtenue. Rien n’est confirmé : renvoyez la requête dans un instant. Exploitants : vérifiez que PostgreSQL fonctionne là où DATABASE_URL l’indique.',
    },
  },
  database_refused: {
    status: 503,
    title: { en: 'The database refuses the connection', fr: 'La base de données refuse la connexion' },
    detail: {
      en: 'PostgreSQL refuses the connection ({reason}). Check the user, the password and the database in DATABASE_URL and DATABASE_OWNER_URL; "palier database init" prints both.',
      fr: 'PostgreSQL refuse la connexion ({reason}). Vérifiez l’utilisateur, le mot de passe et la base dans DATABASE_URL et DATABASE_OWNER_URL ; « palier database init » affiche les deux.',
    },
  },
  database_not_migrated: {
    status: 503,
    title: { en: 'The database is not migrated', fr: 'La base de données n’est pas migrée' },
    detail: {
      en: 'The database lacks a table that this version needs. Run "palier database migrate" with DATABASE_OWNER_URL set, then try again.',
      fr: 'Il manque à la base de données une table dont cette version a besoin. Lancez « palier database migrate » avec DATABASE_OWNER_URL, puis réessayez.',
    },
  },
  database_behind_pooler: {
    status: 503,
    title: { en: 'A pooler stands before the database', fr: 'Un mandataire précède la base de données' },
    detail: {
      en: 'DATABASE_URL leads through PgBouncer, which refuses limits for a connection. Set DATABASE_DIRECT_URL to the same database past it: limits then come with each transaction.',
      fr: 'DATABASE_URL passe par PgBouncer, qui refuse des limites par connexion. Donnez à DATABASE_DIRECT_URL la même base sans passer par lui : les limites viennent alors avec chaque transaction.',
    },
  },
  moving: {
    status: 503,
    title: { en: 'Writes are paused', fr: 'Écritures suspendues' },
    detail: {
      en: 'The data is moving to another database: reading goes on, and nothing can be changed for now. Nothing was kept of this request: send it again in a moment. Operators: "palier climb --back" ends a move that was cut off.',
      fr: 'Les données passent dans une autre base : la lecture continue, mais rien ne peut être modifié pour l’instant. Rien n’a été conservé de cette requête : renvoyez-la dans un instant. Exploitants : « palier climb --back » met fin à un déplacement interrompu.',
    },
  },
  query_timeout: {
    status: 503,
    title: { en: 'The database took too long', fr: 'La base de données a mis trop de temps' },
    detail: {
      en: 'A statement or a lock took longer than allowed, and nothing was kept. Send the request again, or ask for less at once.',
      fr: 'Une instruction ou un verrou a dépassé le temps permis, et rien n’a été conservé. Renvoyez la requête, ou demandez-en moins à la fois.',
    },
  },
  database_contention: {
    status: 503,
    title: { en: 'Too many competing changes', fr: 'Trop de modifications concurrentes' },
    detail: {
      en: 'Other requests changed the same data at the same time, four times in a row, and nothing was kept. Send the request again.',
      fr: 'D’autres requêtes ont modifié les mêmes données au même moment, quatre fois de suite, et rien n’a été conservé. Renvoyez la requête.',
    },
  },
});
