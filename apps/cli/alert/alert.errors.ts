import { defineProblems, operatorProblem } from '#platform/problems';

/** Why `palier alert` stops. */
export const alertProblems = defineProblems('apps/cli/alert', {
  alertmanager_unreachable: operatorProblem(503, 'Alertmanager cannot be reached', 'Alertmanager est injoignable', {
    en: 'Nothing answers as an Alertmanager at {url} ({cause}). Start it, or give its address with --url or ALERTMANAGER_URL; in compose it is http://alertmanager:9093, for commands that run in a container.',
    fr: 'Rien ne répond comme un Alertmanager à {url} ({cause}). Démarrez-le, ou donnez son adresse par --url ou ALERTMANAGER_URL ; avec compose, c’est http://alertmanager:9093, pour les commandes lancées dans un conteneur.',
  }),
  alert_refused: operatorProblem(422, 'Alertmanager refused the alert', 'Alertmanager a refusé l’alerte', {
    en: 'The Alertmanager at {url} answered {status}: {detail} It has to be version 0.25 or later, and its clock right.',
    fr: 'L’Alertmanager à {url} a répondu {status} : {detail} Il doit être en version 0.25 ou ultérieure, et à l’heure.',
  }),
});
