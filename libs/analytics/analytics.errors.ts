import { defineProblems, problem } from '#platform/problems';

export const analyticsProblems = defineProblems('analytics', {
  no_events: problem(400, 'No events', 'Aucun événement', {
    en: 'The body holds no event. Send 1 to {limit} events, or nothing.',
    fr: 'Le corps ne contient aucun événement. Envoyez de 1 à {limit} événements, ou rien.',
  }),
  not_events: problem(400, 'Not events', 'Pas des événements', {
    en: 'The body is neither a list of events nor one event. Send a JSON array of objects, or one object a line as application/x-ndjson.',
    fr: 'Le corps n’est ni une liste d’événements ni un événement. Envoyez un tableau JSON d’objets, ou un objet par ligne en application/x-ndjson.',
  }),
  // 413, upon which clients send less at a time.
  too_many_events: problem(413, 'Too many events', 'Trop d’événements', {
    en: 'The body holds more than {limit} events, which is all that one request may. Send them in several requests.',
    fr: 'Le corps contient plus de {limit} événements, le nombre le plus élevé par requête. Envoyez-les en plusieurs requêtes.',
  }),
  too_many_values: problem(413, 'Too many values', 'Trop de valeurs', {
    en: 'The events hold more than {limit} values in all, which is all that one request may. Send them in several requests.',
    fr: 'Les événements contiennent plus de {limit} valeurs en tout, le nombre le plus élevé par requête. Envoyez-les en plusieurs requêtes.',
  }),
  too_many_waiting_events: problem(429, 'Too many events wait', 'Trop d’événements en attente', {
    en: 'A quarter of the events that may wait here to be stored are this tenant’s. Send the same batch again in {seconds} s, unchanged.',
    fr: 'Un quart des événements qui peuvent attendre ici d’être enregistrés sont de ce locataire. Renvoyez le même lot dans {seconds} s, sans le changer.',
  }),
  events_delayed: problem(503, 'Too many events wait', 'Trop d’événements en attente', {
    en: 'More events come than are stored. Nothing of this batch was stored: send it again in {seconds} s, unchanged.',
    fr: 'Il arrive plus d’événements qu’il n’en est enregistré. Rien de ce lot n’a été enregistré : renvoyez-le dans {seconds} s, sans le changer.',
  }),
  bad_countries: problem(400, 'Not a country of a network', 'Pas le pays d’un réseau', {
    en: 'Line {number} of the file of countries is not a network and a country, as in 192.0.2.0/24,FR. Correct it; nothing was imported.',
    fr: 'La ligne {number} du fichier des pays n’est pas un réseau et un pays, comme 192.0.2.0/24,FR. Corrigez-la ; rien n’a été importé.',
  }),
});
