import { defineProblems, problem } from '#platform/problems';

export const ridesProblems = defineProblems('rides', {
  ride_not_found: problem(404, 'No such ride', 'Sortie inconnue', {
    en: 'You have no ride {id}. It may have been deleted: read the list again.',
    fr: 'Vous n’avez pas de sortie {id}. Elle a peut-être été supprimée : relisez la liste.',
  }),
  ride_without_file: problem(409, 'This ride has no file', 'Cette sortie n’a pas de fichier', {
    en: 'The ride {id} was written by hand: it has no file to read or to trim.',
    fr: 'La sortie {id} a été saisie à la main : elle n’a pas de fichier à lire ni à raccourcir.',
  }),
  not_a_recording: problem(422, 'Not a recording', 'Ce n’est pas un enregistrement', {
    en: 'This is no FIT, GPX or TCX file. Upload what your device or application recorded.',
    fr: 'Ce n’est pas un fichier FIT, GPX ou TCX. Envoyez ce que votre appareil ou votre application a enregistré.',
  }),
  recording_malformed: problem(422, 'A damaged recording', 'Enregistrement endommagé', {
    en: 'This file is damaged, and nothing in it can be read. Copy it from the device again.',
    fr: 'Ce fichier est endommagé et rien n’y est lisible. Copiez-le de nouveau depuis l’appareil.',
  }),
  recording_empty: problem(422, 'A recording without a ride', 'Enregistrement sans sortie', {
    en: 'No ride was recorded in this file: it is a planned course, has laps without points or points without a time, or you left all of it out. Upload the file that the device recorded.',
    fr: 'Ce fichier ne contient aucune sortie enregistrée : c’est un parcours prévu, il a des tours sans points ou des points sans date, ou vous avez tout retiré. Envoyez le fichier enregistré par l’appareil.',
  }),
  too_many_points: problem(422, 'Too many points', 'Trop de points', {
    en: 'A ride has at most {most} points, and a file {inAll}. Record one a second at most, or divide the file.',
    fr: 'Une sortie a au plus {most} points, et un fichier {inAll}. Enregistrez-en un par seconde au plus, ou divisez le fichier.',
  }),
  too_many_elements: problem(422, 'Too many values', 'Trop de valeurs', {
    en: 'This file has more than {values} elements, attributes or fields, or an element with more than {attributes} attributes. Divide the file.',
    fr: 'Ce fichier a plus de {values} éléments, attributs ou champs, ou un élément de plus de {attributes} attributs. Divisez le fichier.',
  }),
  too_many_rides: problem(422, 'Too many rides', 'Trop de sorties', {
    en: 'A file has at most {rides} rides. Divide it.',
    fr: 'Un fichier a au plus {rides} sorties. Divisez-le.',
  }),
  too_large_unpacked: problem(422, 'Too large once unpacked', 'Trop volumineux une fois décompressé', {
    en: 'This file has over {megabytes} MB once it is unpacked. Divide it.',
    fr: 'Ce fichier dépasse {megabytes} Mo une fois décompressé. Divisez-le.',
  }),
  too_compressed: problem(422, 'Too compressed', 'Trop compressé', {
    en: 'This gzip unpacks to more than {ratio} times its size, as no recording does. Upload the file without compressing it.',
    fr: 'Ce gzip se décompresse en plus de {ratio} fois sa taille, ce que ne fait aucun enregistrement. Envoyez le fichier sans le compresser.',
  }),
  impossible_time: problem(422, 'An impossible time', 'Une date impossible', {
    en: 'A ride of this file is before 1995, in the future or longer than 14 days. Set the clock of the device, and correct the file.',
    fr: 'Une sortie de ce fichier est antérieure à 1995, dans le futur ou longue de plus de 14 jours. Réglez l’horloge de l’appareil et corrigez le fichier.',
  }),
  impossible_distance: problem(422, 'An impossible distance', 'Une distance impossible', {
    en: 'A ride of this file is longer than {kilometres} km. Divide it, or correct its positions or distances.',
    fr: 'Une sortie de ce fichier dépasse {kilometres} km. Divisez-la, ou corrigez ses positions ou ses distances.',
  }),
  recording_takes_too_long: problem(422, 'A recording that takes too long', 'Un enregistrement trop long à lire', {
    en: 'This file could not be read within {seconds} s of CPU time. Divide it, or record fewer points.',
    fr: 'Ce fichier n’a pas pu être lu en {seconds} s de temps processeur. Divisez-le, ou enregistrez moins de points.',
  }),
  recordings_busy: problem(503, 'Too many recordings at once', 'Trop d’enregistrements à la fois', {
    en: 'Many recordings are being read or sent. Send your request again in {seconds} s.',
    fr: 'Beaucoup d’enregistrements sont en cours de lecture ou d’envoi. Renvoyez votre requête dans {seconds} s.',
  }),
  bike_not_found: problem(404, 'No such bike', 'Vélo inconnu', {
    en: 'You have no bike {id}. It may have been deleted: read the list again.',
    fr: 'Vous n’avez pas de vélo {id}. Il a peut-être été supprimé : relisez la liste.',
  }),
  unknown_bike: problem(422, 'No such bike', 'Vélo inconnu', {
    en: 'You have no bike {id}. Choose one of your list of bikes, or none.',
    fr: 'Vous n’avez pas de vélo {id}. Choisissez-en un de votre liste de vélos, ou aucun.',
  }),
  too_many_bikes: problem(409, 'Too many bikes', 'Trop de vélos', {
    en: 'You have {most} bikes, which is all that are kept. Change one of them, or delete one first.',
    fr: 'Vous avez {most} vélos, le nombre le plus élevé possible. Modifiez l’un d’eux, ou supprimez-en un d’abord.',
  }),
  goal_not_found: problem(404, 'No such goal', 'Objectif inconnu', {
    en: 'You have no goal {id}. It may have been deleted: read the list again.',
    fr: 'Vous n’avez pas d’objectif {id}. Il a peut-être été supprimé : relisez la liste.',
  }),
  too_many_goals: problem(409, 'Too many goals', 'Trop d’objectifs', {
    en: 'You have {most} goals, which is all that are kept. Change one of them, or delete one first.',
    fr: 'Vous avez {most} objectifs, le nombre le plus élevé possible. Modifiez l’un d’eux, ou supprimez-en un d’abord.',
  }),
  goal_in_past: problem(422, 'A goal in the past', 'Un objectif dans le passé', {
    en: 'The last day of this goal is over: it is {today}. Choose a later one, or none.',
    fr: 'Le dernier jour de cet objectif est passé : nous sommes le {today}. Choisissez-en un autre, ou aucun.',
  }),
  archive_not_found: problem(404, 'No such archive', 'Archive inconnue', {
    en: 'You uploaded no archive {id} of rides in the last 30 days. Its id is that of the operation that imports it.',
    fr: 'Vous n’avez pas envoyé d’archive de sorties {id} ces 30 derniers jours. Son identifiant est celui de l’opération qui l’importe.',
  }),
  archive_at_work: problem(409, 'Another archive is at work', 'Une autre archive est en cours', {
    en: 'The operation {id} still imports another archive of yours. Wait until it ends, or cancel it, and send this one again.',
    fr: 'L’opération {id} importe encore une autre de vos archives. Attendez sa fin, ou annulez-la, et renvoyez celle-ci.',
  }),
  archive_lost: problem(409, 'The archive is gone', 'L’archive n’est plus là', {
    en: 'The archive was deleted before it was imported to its end. Send it again: files that are rides already are passed over.',
    fr: 'L’archive a été supprimée avant la fin de son importation. Renvoyez-la : les fichiers déjà devenus des sorties sont reconnus.',
  }),
  too_many_recordings: problem(422, 'Too many recordings', 'Trop d’enregistrements', {
    en: 'This archive has more than {most} files that are named as recordings. Divide it.',
    fr: 'Cette archive contient plus de {most} fichiers nommés comme des enregistrements. Divisez-la.',
  }),
  no_model: problem(503, 'No model', 'Aucun modèle', {
    en: 'No model can be asked here, because the operator has set none. Read /v1/rides/recommendations, which rules give.',
    fr: 'Aucun modèle ne peut être interrogé ici, car l’exploitant n’en a pas configuré. Lisez /v1/rides/recommendations, que donnent des règles.',
  }),
  ai_request_not_found: problem(404, 'No such request', 'Demande inconnue', {
    en: 'You sent no request {id} in the last 30 days, or you deleted it. Read the list again.',
    fr: 'Vous n’avez pas envoyé de demande {id} ces 30 derniers jours, ou vous l’avez supprimée. Relisez la liste.',
  }),
  ai_request_under_way: problem(409, 'The model has been asked', 'Le modèle a été interrogé', {
    en: 'The request {id} has been sent to the model: it can be cancelled no more. Its answer comes soon.',
    fr: 'La demande {id} a été envoyée au modèle : elle ne peut plus être annulée. Sa réponse arrive bientôt.',
  }),
  ai_request_open: problem(409, 'The request has not ended', 'La demande n’est pas terminée', {
    en: 'The request {id} has not ended. Cancel it, or wait for its answer, then delete it.',
    fr: 'La demande {id} n’est pas terminée. Annulez-la, ou attendez sa réponse, puis supprimez-la.',
  }),
  too_many_ai_requests: problem(429, 'Too many requests at once', 'Trop de demandes à la fois', {
    en: 'You have {most} requests without an answer yet, which is all that wait at once. Wait for one, or cancel one.',
    fr: 'Vous avez {most} demandes encore sans réponse, le nombre le plus élevé possible. Attendez-en une, ou annulez-en une.',
  }),
  ai_budget_spent: problem(429, 'Budget spent', 'Budget épuisé', {
    en: 'The plan allows {limit} {quota}; {used} are used, {reserved} are reserved, and this request may need {wanted}. Try again in {seconds} s, or let the rules answer with orRules.',
    fr: 'La formule autorise {limit} {quota} ; {used} sont consommés, {reserved} sont réservés, et cette demande peut en demander {wanted}. Réessayez dans {seconds} s, ou laissez les règles répondre avec orRules.',
  }),
  zones_not_rising: problem(422, 'Zones do not rise', 'Les zones ne montent pas', {
    en: 'Each zone must begin above the one before it.',
    fr: 'Chaque zone doit commencer au-dessus de la précédente.',
  }),
  ride_in_future: problem(422, 'In the future', 'Dans le futur', {
    en: 'A ride that is not over cannot be written. Correct when it began, or how long it took.',
    fr: 'Une sortie qui n’est pas finie ne peut pas être saisie. Corrigez son début ou sa durée.',
  }),
  moves_longer_than_it_takes: problem(422, 'Moves longer than it takes', 'En mouvement plus longtemps que sa durée', {
    en: 'The moving time is longer than the ride. Correct one of them.',
    fr: 'Le temps de mouvement dépasse la durée de la sortie. Corrigez l’un des deux.',
  }),
});
