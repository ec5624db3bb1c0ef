import { defineProblems, operatorProblem } from '#platform/problems';

export const trendsProblems = defineProblems('platform/trends', {
  trends_not_taken: operatorProblem(
    502,
    'The webhook did not take the trends',
    'Le webhook n’a pas pris les tendances',
    {
      en: 'The webhook of TRENDS_URL answered {status}. Check that it still exists and gives the address itself, not one that redirects to it. The message is sent again in an hour, then after twice as long each time, a day at most.',
      fr: 'Le webhook de TRENDS_URL a répondu {status}. Vérifiez qu’il existe toujours et que l’adresse est la sienne, et non une qui y redirige. Le message est renvoyé dans une heure, puis chaque fois après le double, un jour au plus.',
    },
  ),
  trends_not_sent: operatorProblem(502, 'The trends could not be sent', 'Les tendances n’ont pu être envoyées', {
    en: 'The request to TRENDS_URL failed: {reason} The message is sent again in an hour, then after twice as long each time, a day at most.',
    fr: 'La requête à TRENDS_URL a échoué : {reason} Le message est renvoyé dans une heure, puis chaque fois après le double, un jour au plus.',
  }),
});
