import { defineProblems, operatorProblem, problem } from '#platform/problems';

export const databaseProblems = defineProblems('platform/database', {
  database_unavailable: problem(503, 'The database is unavailable', 'La base de données est indisponible', {
    en: 'The database could not be reached, or the connection was lost. The request was not confirmed: send it again in a moment.',
    fr: 'La base de données n’a pas pu être jointe, ou la connexion a été perdue. La requête n’est pas confirmée : renvoyez-la dans un instant.',
    operators: {
      en: 'Check that the PostgreSQL of DATABASE_URL is running.',
      fr: 'Vérifiez que le PostgreSQL de DATABASE_URL fonctionne.',
    },
  }),
  database_busy: problem(503, 'The database is busy', 'La base de données est occupée', {
    en: 'All connections to the database that requests of this priority may use stayed in use, and nothing was saved. Send the request again after the seconds of Retry-After.',
    fr: 'Toutes les connexions à la base de données ouvertes aux requêtes de cette priorité sont restées occupées, et rien n’a été enregistré. Renvoyez la requête après les secondes de Retry-After.',
    operators: {
      en: 'See "palier degrade" and the metric palier_database_connections; DATABASE_POOL_SIZE adds connections.',
      fr: 'Voyez « palier degrade » et la métrique palier_database_connections ; DATABASE_POOL_SIZE ajoute des connexions.',
    },
  }),
  database_refused: operatorProblem(
    503,
    'The database refuses the connection',
    'La base de données refuse la connexion',
    {
      en: 'PostgreSQL refuses the connection ({reason}). Check the user, the password and the database in DATABASE_URL and DATABASE_OWNER_URL; "palier database init" prints both.',
      fr: 'PostgreSQL refuse la connexion ({reason}). Vérifiez l’utilisateur, le mot de passe et la base dans DATABASE_URL et DATABASE_OWNER_URL ; « palier database init » affiche les deux.',
    },
  ),
  database_not_migrated: operatorProblem(503, 'The database is not migrated', 'La base de données n’est pas migrée', {
    en: 'The database lacks a table that this version needs. Run "palier database migrate" with DATABASE_OWNER_URL set, then try again.',
    fr: 'Il manque à la base de données une table dont cette version a besoin. Lancez « palier database migrate » avec DATABASE_OWNER_URL, puis réessayez.',
  }),
  database_of_other_build: operatorProblem(
    503,
    'Another build made the database',
    'Un autre build a créé la base de données',
    {
      en: 'The database has the migration {unknown}, which this version lacks, and lacks {pending}: another build made it, and this version cannot migrate it. Nothing was changed. Run the build that made it, or start with an empty PALIER_DATA_DIR or an empty database.',
      fr: 'La base de données a la migration {unknown}, absente de cette version, et n’a pas {pending} : un autre build l’a créée, et cette version ne peut pas la migrer. Rien n’a été changé. Lancez le build qui l’a créée, ou commencez avec un PALIER_DATA_DIR vide ou une base vide.',
    },
  ),
  function_incompatible: operatorProblem(503, 'A function changed too much', 'Une fonction a trop changé', {
    en: 'The functions of {file} cannot be replaced under the processes that call them: {reason}. Nothing of them was changed. Give the function a new name, and leave the former one until no version calls it.',
    fr: 'Les fonctions de {file} ne peuvent pas être remplacées sous les processus qui les appellent : {reason}. Aucune n’a été changée. Donnez un nouveau nom à la fonction, et gardez l’ancienne tant qu’une version l’appelle.',
  }),
  database_behind_pooler: operatorProblem(
    503,
    'DATABASE_URL goes through a pooler',
    'DATABASE_URL passe par un pooler',
    {
      en: 'DATABASE_URL goes through PgBouncer, which refuses timeouts as connection parameters. Set DATABASE_DIRECT_URL to the same database without PgBouncer: the timeouts are then set in each transaction.',
      fr: 'DATABASE_URL passe par PgBouncer, qui refuse les délais comme paramètres de connexion. Donnez à DATABASE_DIRECT_URL la même base sans PgBouncer : les délais sont alors fixés dans chaque transaction.',
    },
  ),
  replica_is_primary: operatorProblem(
    503,
    'DATABASE_READ_URL leads to a primary',
    'DATABASE_READ_URL mène à un primaire',
    {
      en: 'The PostgreSQL of DATABASE_READ_URL accepts writes, so it is the primary itself or no longer a replica of it. Set DATABASE_READ_URL to a streaming replica of the PostgreSQL of DATABASE_URL, or remove it.',
      fr: 'Le PostgreSQL de DATABASE_READ_URL accepte les écritures : c’est le primaire lui-même, ou il n’en est plus un réplica. Donnez à DATABASE_READ_URL un réplica du PostgreSQL de DATABASE_URL, ou retirez-la.',
    },
  ),
  replica_of_other_database: operatorProblem(
    503,
    'DATABASE_READ_URL leads to another database',
    'DATABASE_READ_URL mène à une autre base',
    {
      en: 'The database of DATABASE_READ_URL is no replica of that of DATABASE_URL, and nothing is read from it. Set DATABASE_READ_URL to the same database on a streaming replica of that PostgreSQL, or remove it.',
      fr: 'La base de DATABASE_READ_URL n’est pas un réplica de celle de DATABASE_URL, et rien n’y est lu. Donnez à DATABASE_READ_URL la même base sur un réplica de ce PostgreSQL, ou retirez-la.',
    },
  ),
  replica_refused: operatorProblem(503, 'The replica refuses the connection', 'Le réplica refuse la connexion', {
    en: 'The PostgreSQL of DATABASE_READ_URL refuses the connection ({reason}). Give DATABASE_READ_URL the user, the password and the database of DATABASE_URL, with the host and port of the replica.',
    fr: 'Le PostgreSQL de DATABASE_READ_URL refuse la connexion ({reason}). Donnez à DATABASE_READ_URL l’utilisateur, le mot de passe et la base de DATABASE_URL, avec l’hôte et le port du réplica.',
  }),
  writes_paused: problem(503, 'Writes are paused', 'Écritures suspendues', {
    en: 'A cutover to another database is under way: data can be read but not changed. Nothing of this request was saved: send it again in a moment.',
    fr: 'Une bascule vers une autre base est en cours : les données peuvent être lues, mais pas modifiées. Rien de cette requête n’a été enregistré : renvoyez-la dans un instant.',
    operators: {
      en: '"palier climb --back" ends an interrupted cutover.',
      fr: '« palier climb --back » met fin à une bascule interrompue.',
    },
  }),
  storage_full: problem(507, 'The disk is full', 'Le disque est plein', {
    en: 'The disk of the database or of the server is full: data can be read but not saved. Nothing of this request was saved; send it again once there is space.',
    fr: 'Le disque de la base de données ou du serveur est plein : les données peuvent être lues, mais pas enregistrées. Rien de cette requête n’a été enregistré ; renvoyez-la dès qu’il y aura de la place.',
    operators: {
      en: 'Free space on the disk of PostgreSQL, of PALIER_DATA_DIR and of BACKUP_DIR; "palier doctor" shows the last two.',
      fr: 'Libérez de la place sur le disque de PostgreSQL, de PALIER_DATA_DIR et de BACKUP_DIR ; « palier doctor » montre les deux derniers.',
    },
  }),
  person_erased: problem(410, 'Person erased', 'Personne effacée', {
    en: 'The data would name a person who is erased from this tenant, so nothing was saved. Leave the person out, or use another account.',
    fr: 'Ces données mentionneraient une personne effacée de ce locataire : rien n’a été enregistré. Retirez cette personne, ou utilisez un autre compte.',
  }),
  query_timeout: problem(503, 'The database took too long', 'La base de données a mis trop de temps', {
    en: 'A statement or a lock took longer than allowed, and nothing was saved. Send the request again, or request less data at once.',
    fr: 'Une instruction ou un verrou a dépassé le temps permis, et rien n’a été enregistré. Renvoyez la requête, ou demandez moins de données à la fois.',
  }),
  database_contention: problem(503, 'Too many competing changes', 'Trop de modifications concurrentes', {
    en: 'Other requests changed the same data at the same time, four times in a row, and nothing was saved. Send the request again.',
    fr: 'D’autres requêtes ont modifié les mêmes données au même moment, quatre fois de suite, et rien n’a été enregistré. Renvoyez la requête.',
  }),
});
