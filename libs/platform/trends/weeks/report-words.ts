/** The words of a report. */
export const reportWords = {
  en: {
    title: 'Palier: week {week}, {from} to {until}',
    change: 'change',
    requests: 'Requests',
    rate: 'Requests an hour',
    p95: '95 % of answers within',
    errors: 'Answers 5xx',
    availability: 'Minutes with an API',
    hits: 'Cache hits',
    sessions: 'Sessions, at most',
    hours: 'Hours with data',
    of: '{part} of {whole}',
    points: 'points',
    lastDays: 'Availability in the last 30 days: {share}; {minutes} minutes without an API.',
    noData: 'No process has written figures in this week.',
    noTraffic: 'There was no request in this week.',
    noWeekBefore: 'There are no figures of the week before.',
    slowest: 'Slowest routes: 95 % of answers within, where there were {fewest} requests or more:',
    slowestBefore: '{p95} before',
    biggest: 'Biggest change: {what}, from {before} to {now}.',
    steady: 'Biggest change: nothing changed by 5 %.',
    p95Of: '95 % of answers of {route}',
  },
  fr: {
    title: 'Palier : semaine {week}, du {from} au {until}',
    change: 'évolution',
    requests: 'Requêtes',
    rate: 'Requêtes par heure',
    p95: '95 % des réponses en',
    errors: 'Réponses 5xx',
    availability: 'Minutes avec une API',
    hits: 'Trouvées dans le cache',
    sessions: 'Sessions, au plus',
    hours: 'Heures avec données',
    of: '{part} sur {whole}',
    points: 'points',
    lastDays: 'Disponibilité des 30 derniers jours : {share} ; {minutes} minutes sans API.',
    noData: 'Aucun processus n’a écrit de chiffres cette semaine.',
    noTraffic: 'Il n’y a eu aucune requête cette semaine.',
    noWeekBefore: 'Il n’y a pas de chiffres de la semaine précédente.',
    slowest: 'Routes les plus lentes : 95 % des réponses en, à partir de {fewest} requêtes :',
    slowestBefore: '{p95} auparavant',
    biggest: 'Plus grand changement : {what}, de {before} à {now}.',
    steady: 'Plus grand changement : rien n’a changé de 5 %.',
    p95Of: '95 % des réponses de {route}',
  },
} as const;

/** Puts values in the places of a text. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
