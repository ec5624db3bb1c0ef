import { defineProblems, operatorProblem, problem } from '#platform/problems';

/** Why a process cannot start. */
export const startProblems = defineProblems('apps', {
  port_taken: operatorProblem(500, 'Port taken', 'Port occupé', {
    en: 'The port {port} of {host} is taken: stop the program that listens there, or start with {variable}=<another port>.',
    fr: 'Le port {port} de {host} est occupé : arrêtez le programme qui y écoute, ou démarrez avec {variable}=<autre port>.',
  }),
  address_refused: operatorProblem(500, 'Address refused', 'Adresse refusée', {
    en: 'This machine cannot listen on {host}:{port} ({reason}): set HOST to one of its addresses and {variable} to 1024 or more.',
    fr: 'Cette machine ne peut écouter sur {host}:{port} ({reason}) : donnez à HOST une de ses adresses et à {variable} 1024 ou plus.',
  }),
  database_awaited: problem(503, 'The server waits for its database', 'Le serveur attend sa base de données', {
    en: 'This process has started and waits for its database: send the request again in a moment.',
    fr: 'Ce processus a démarré et attend sa base de données : renvoyez la requête dans un instant.',
    operators: { en: 'Its log names the database.', fr: 'Son journal nomme la base.' },
  }),
  processes_need_api: operatorProblem(500, 'One process only', 'Un seul processus', {
    en: '"npm start" runs everything in one process, and API_PROCESSES is {processes}: remove it, or serve by "npm run api" and "npm run worker" on your own PostgreSQL.',
    fr: '« npm start » fait tout dans un processus, et API_PROCESSES vaut {processes} : retirez-la, ou servez par « npm run api » et « npm run worker » sur votre propre PostgreSQL.',
  }),
  recycle_bytes_low: operatorProblem(500, 'Memory limit too low', 'Limite de mémoire trop basse', {
    en: 'A process of the API takes {taken} bytes before its first request, and API_RECYCLE_BYTES is {limit}, so each would be replaced at once: set it to {enough} or more.',
    fr: 'Un processus de l’API occupe {taken} octets avant sa première requête, et API_RECYCLE_BYTES vaut {limit} : chacun serait remplacé aussitôt. Donnez-lui {enough} ou plus.',
  }),
  connections_exceeded: operatorProblem(500, 'Too many database connections', 'Trop de connexions à la base', {
    en: 'The API may open {needed} connections to {server} ({each} for each process, {processes} at a time), which admits {admitted} by {limit}: raise that, or lower API_PROCESSES or DATABASE_POOL_SIZE. With REDIS_URL jobs take no connections.',
    fr: 'L’API peut ouvrir {needed} connexions à {server} ({each} pour chaque processus, {processes} à la fois), qui en admet {admitted} par {limit} : relevez cette limite, ou baissez API_PROCESSES ou DATABASE_POOL_SIZE. Avec REDIS_URL, les tâches n’en prennent aucune.',
  }),
  pooled_connections_exceeded: operatorProblem(500, 'Too many database connections', 'Trop de connexions à la base', {
    en: 'The API may open {needed} connections to {server} ({shared} by PgBouncer, and {each} for each process, {processes} at a time), which admits {admitted} by {limit}: raise that, or lower API_PROCESSES or default_pool_size of PgBouncer. With REDIS_URL jobs take no connections.',
    fr: 'L’API peut ouvrir {needed} connexions à {server} ({shared} par PgBouncer, et {each} pour chaque processus, {processes} à la fois), qui en admet {admitted} par {limit} : relevez cette limite, ou baissez API_PROCESSES ou le default_pool_size de PgBouncer. Avec REDIS_URL, les tâches n’en prennent aucune.',
  }),
  clients_exceeded: operatorProblem(500, 'Too many connections to PgBouncer', 'Trop de connexions à PgBouncer', {
    en: 'The API may open {needed} connections to {server} ({each} for each process, {processes} at a time), which admits {admitted} by {limit}: raise that, or lower API_PROCESSES or DATABASE_POOL_SIZE.',
    fr: 'L’API peut ouvrir {needed} connexions à {server} ({each} pour chaque processus, {processes} à la fois), qui en admet {admitted} par {limit} : relevez cette limite, ou baissez API_PROCESSES ou DATABASE_POOL_SIZE.',
  }),
  database_url_missing: operatorProblem(500, 'Database not set', 'Base non indiquée', {
    en: '{process} needs DATABASE_URL; for a server with its own embedded PostgreSQL run "npm start".',
    fr: '{process} demande DATABASE_URL ; pour un serveur avec son PostgreSQL embarqué, lancez « npm start ».',
  }),
});
