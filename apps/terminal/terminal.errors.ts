import { defineProblems } from '#platform/problems';

/** Why a process cannot start. */
export const startProblems = defineProblems('apps', {
  port_taken: {
    status: 500,
    title: { en: 'Port taken', fr: 'Port occupé' },
    en: 'The port {port} of {host} is taken: stop the program that listens there, or start with {variable}=<another port>.',
    fr: 'Le port {port} de {host} est occupé : arrêtez le programme qui y écoute, ou démarrez avec {variable}=<autre port>.',
  },
  address_refused: {
    status: 500,
    title: { en: 'Address refused', fr: 'Adresse refusée' },
    en: 'This machine cannot listen on {host}:{port} ({reason}): set HOST to one of its addresses and {variable} to 1024 or more.',
    fr: 'Cette machine ne peut écouter sur {host}:{port} ({reason}) : donnez à HOST une de ses adresses et à {variable} 1024 ou plus.',
  },
  database_url_missing: {
    status: 500,
    title: { en: 'Database not set', fr: 'Base non indiquée' },
    en: '{process} needs DATABASE_URL; for a server with its own embedded PostgreSQL run "npm start".',
    fr: '{process} demande DATABASE_URL ; pour un serveur avec son PostgreSQL embarqué, lancez « npm start ».',
  },
});
