import { defineProblems, operatorProblem } from '#platform/problems';

export const errorReportProblems = defineProblems('platform/error-reports', {
  sentry_unreachable: operatorProblem(500, 'SENTRY_DSN cannot be used', 'SENTRY_DSN est inutilisable', {
    en: 'SENTRY_DSN names {host}, to which no error may be sent: give a public host by https, or for a Sentry of your own add its network to SENTRY_NETWORKS, as in SENTRY_NETWORKS=10.0.0.5/32; http needs this, too.',
    fr: 'SENTRY_DSN nomme {host}, où aucune erreur ne peut être envoyée : indiquez un hôte public en https, ou, pour votre propre Sentry, ajoutez son réseau à SENTRY_NETWORKS, comme SENTRY_NETWORKS=10.0.0.5/32 ; http le demande aussi.',
  }),
});
