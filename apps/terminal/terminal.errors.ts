import { defineProblems, problem } from '#platform/problems';

/** Why a process cannot start. */
export const startProblems = defineProblems('apps', {
  port_taken: problem(500, 'Port taken', 'Port occupé', {
    en: 'The port {port} of {host} is taken: stop the program that listens there, or start with {variable}=<another port>.',
    fr: 'Le port {port} de {host} est occupé : arrêtez le programme qui y écoute, ou démarrez avec {variable}=<autre port>.',
  }),
  address_refused: problem(500, 'Address refused', 'Adresse refusée', {
    en: 'This machine cannot listen on {host}:{port} ({reason}): set HOST to one of its addresses and {variable} to 1024 or more.',
    fr: 'Cette machine ne peut écouter sur {host}:{port} ({reason}) : donnez à HOST une de ses adresses et à {variable} 1024 ou plus.',
  }),
  database_awaited: problem(503, 'The server waits for its database', 'Le serveur attend sa base de données', {
    en: 'This process has started and waits for its database: send the request again in a moment. Operators: its log names the database.',
    fr: 'Ce processus a démarré et attend sa base de données : renvoyez la requête dans un instant. Exploitants : son journal nomme la base.',
  }),
  database_url_missing: problem(500, 'Database not set', 'Base non indiquée', {
    en: '{process} needs DATABASE_URL; for a server with its own embedded PostgreSQL run "npm start".',
    fr: '{process} demande DATABASE_URL ; pour un serveur avec son PostgreSQL embarqué, lancez « npm start ».',
  }),
});
