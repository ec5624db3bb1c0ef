import type { CutoverReport, CutoverStep } from '#platform/climb';
import type { Locale } from '#platform/problems';
import { terminalLocale } from '../../terminal/terminal-locale.js';

const steps: Record<Locale, Record<CutoverStep, string>> = {
  en: {
    copy: 'Copying all rows; reading and writing go on.',
    'catch-up': 'Catching up with what was written meanwhile, and comparing both sides.',
    rest: 'Workers finish what they run; new jobs wait.',
    freeze: 'From now on writes are refused (503 moving); reading goes on.',
    carry: 'Carrying the last changes over.',
    jobs: 'Moving the jobs that wait.',
  },
  fr: {
    copy: 'Copie de toutes les lignes ; lectures et écritures continuent.',
    'catch-up': 'Rattrapage de ce qui a été écrit entre-temps, et comparaison des deux côtés.',
    rest: 'Les tâches en cours se terminent ; les nouvelles attendent.',
    freeze: 'Dès maintenant les écritures sont refusées (503 moving) ; les lectures continuent.',
    carry: 'Report des derniers changements.',
    jobs: 'Déplacement des tâches en attente.',
  },
};

const words = {
  en: {
    plan: (from: string, to: string, jobs: string) =>
      `The deployment moves from ${from} to ${to}, its jobs to ${jobs}.`,
    inDatabase: 'the same database',
    report: (report: CutoverReport) =>
      `${grouped(report.rows)} rows of ${report.tables} tables are there and the same on both sides, ${grouped(report.jobs)} jobs in the queues; ${grouped(report.carried)} rows came while the others were copied.`,
    refused: (report: CutoverReport) =>
      `Writes were refused for ${seconds(report.refusedMs)} s up to now, and are until the new deployment serves; jobs rested ${seconds(report.restedMs)} s before.`,
    next: (file: string, lines: string) =>
      `Stop this server, then start Palier with what ${file} holds:\n${lines}\nThe old data stays as it is, and takes no writes. "palier climb --back" returns to it as long as nothing was written on the new side, "palier climb --finish" ends its keeping.`,
    soloNext: (former: string) =>
      `Stop the former servers, then start Palier without DATABASE_URL and REDIS_URL. What the embedded database held before is kept as ${former}; "palier restore --forget" drops it.`,
    back: (target: string) => `The deployment stays here and takes writes again; what is at ${target} can be dropped.`,
    finishEmbedded: (path: string) =>
      `The old data is in ${path}: "palier climb --finish --yes", with the server stopped, removes it for good. climb.env beside it stays.`,
    finishOwn: (name: string) => `The old data is the database ${name}: drop it when you like.`,
    removed: (path: string) => `${path} is removed.`,
  },
  fr: {
    plan: (from: string, to: string, jobs: string) =>
      `Le déploiement passe de ${from} à ${to}, ses tâches vers ${jobs}.`,
    inDatabase: 'la même base',
    report: (report: CutoverReport) =>
      `${grouped(report.rows)} lignes de ${report.tables} tables sont arrivées, identiques des deux côtés, et ${grouped(report.jobs)} tâches dans les files ; ${grouped(report.carried)} lignes sont venues pendant la copie des autres.`,
    refused: (report: CutoverReport) =>
      `Les écritures sont refusées depuis ${seconds(report.refusedMs)} s, et le restent jusqu’à ce que le nouveau déploiement serve ; les tâches ont attendu ${seconds(report.restedMs)} s auparavant.`,
    next: (file: string, lines: string) =>
      `Arrêtez ce serveur, puis démarrez Palier avec ce que contient ${file} :\n${lines}\nLes anciennes données restent telles quelles et n’acceptent plus d’écritures. « palier climb --back » y revient tant que rien n’a été écrit de l’autre côté, « palier climb --finish » met fin à leur conservation.`,
    soloNext: (former: string) =>
      `Arrêtez les anciens serveurs, puis démarrez Palier sans DATABASE_URL ni REDIS_URL. Ce que contenait la base embarquée est conservé sous le nom ${former} ; « palier restore --forget » le supprime.`,
    back: (target: string) =>
      `Le déploiement reste ici et accepte de nouveau les écritures ; ce qui se trouve sur ${target} peut être supprimé.`,
    finishEmbedded: (path: string) =>
      `Les anciennes données sont dans ${path} : « palier climb --finish --yes », serveur arrêté, les supprime définitivement. climb.env, à côté, reste.`,
    finishOwn: (name: string) => `Les anciennes données sont la base ${name} : supprimez-la quand vous voulez.`,
    removed: (path: string) => `${path} est supprimé.`,
  },
} satisfies Record<Locale, object>;

/** What `palier climb` says, in the terminal's language. */
export function climbWords() {
  const locale = terminalLocale(process.env);
  return { ...words[locale], steps: steps[locale] };
}

function grouped(value: number): string {
  return new Intl.NumberFormat(terminalLocale(process.env)).format(value);
}

function seconds(ms: number): string {
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return new Intl.NumberFormat(terminalLocale(process.env), digits).format(ms / 1000);
}
