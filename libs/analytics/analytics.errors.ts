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
  period_backwards: problem(400, 'No such period', 'Cette période n’existe pas', {
    en: 'The last day is before the first. Give from as the earlier day.',
    fr: 'Le dernier jour est avant le premier. Donnez dans from le jour le plus ancien.',
  }),
  question_too_large: problem(422, 'Too large a question', 'Question trop vaste', {
    en: 'A question may be of at most {en}. Ask for less: fewer days, a larger unit, or one name.',
    fr: 'Une question porte sur au plus {fr}. Demandez moins : moins de jours, une unité plus grande, ou un seul nom.',
  }),
  questions_busy: problem(503, 'Too many questions', 'Trop de questions', {
    en: 'Too many questions on events wait for an answer. Ask again in {seconds} s.',
    fr: 'Trop de questions sur les événements attendent une réponse. Posez-la de nouveau dans {seconds} s.',
  }),
  property_not_counted: problem(422, 'Not counted', 'Valeurs non comptées', {
    en: 'The values of this property are not counted. Send it to PUT /v1/analytics/names/{name} first: they are counted from then on.',
    fr: 'Les valeurs de cette propriété ne sont pas comptées. Déclarez-la d’abord par PUT /v1/analytics/names/{name} : elles le seront dès lors.',
  }),
  name_required: problem(422, 'Which events?', 'Quels événements ?', {
    en: 'Values of a property are counted by name of events. Give the name, too.',
    fr: 'Les valeurs d’une propriété sont comptées par nom d’événement. Donnez aussi le nom.',
  }),
  too_many_counted_names: problem(422, 'Too many names', 'Trop de noms', {
    en: 'Properties of {limit} names are counted, which is all that may be. Declare none for another name first.',
    fr: 'Les propriétés de {limit} noms sont comptées, le nombre le plus élevé. Retirez d’abord celles d’un autre nom.',
  }),
  not_whole_weeks: problem(400, 'Not whole weeks', 'Pas des semaines entières', {
    en: 'Retention is counted by whole weeks. Give a Monday as from, and a Sunday as to.',
    fr: 'La rétention se compte par semaines entières. Donnez un lundi dans from, et un dimanche dans to.',
  }),
  answer_not_found: problem(404, 'No such answer', 'Réponse inexistante', {
    en: 'There is no answer {id}. It is here once its operation has succeeded, and for a day: ask again.',
    fr: 'Il n’y a pas de réponse {id}. Elle est ici quand son opération a réussi, pendant un jour : reposez la question.',
  }),
  events_export_not_found: problem(404, 'No such export', 'Export inexistant', {
    en: 'There is no export {id}. It is here once its operation has succeeded, for a day, unless three newer ones are: export again.',
    fr: 'Il n’y a pas d’export {id}. Il est ici quand son opération a réussi, pendant un jour, sauf si trois plus récents y sont : relancez un export.',
  }),
  events_export_too_large: problem(422, 'The export is too large', 'L’export est trop volumineux', {
    en: 'These events take more than {limit} bytes, which is all that an export may. Ask for fewer days or names.',
    fr: 'Ces événements prennent plus de {limit} octets, la taille maximale d’un export. Demandez moins de jours ou de noms.',
  }),
  bad_countries: problem(400, 'Not a country of a network', 'Pas le pays d’un réseau', {
    en: 'Line {number} of the file of countries is not a network and a country, as in 192.0.2.0/24,FR. Correct it; nothing was imported.',
    fr: 'La ligne {number} du fichier des pays n’est pas un réseau et un pays, comme 192.0.2.0/24,FR. Corrigez-la ; rien n’a été importé.',
  }),
  days_being_made: problem(503, 'Days are being made', 'Jours en préparation', {
    en: 'The subjects of these days are being collected anew, as after a change of the time zone. Ask again in {seconds} s.',
    fr: 'Les sujets de ces jours sont en train d’être recensés à nouveau, comme après un changement de fuseau horaire. Redemandez dans {seconds} s.',
  }),
});
