import type { LoadedTable } from '#platform/backup';
import type { Locale } from '#platform/problems';
import { terminalLocale } from '../../terminal/terminal-locale.js';

const words = {
  en: {
    written: (file: string, rows: string, tables: number) => `${file}: ${rows} rows of ${tables} tables.`,
    verified: (file: string, rows: string, tables: number) =>
      `${file} is whole: restored, its ${rows} rows of ${tables} tables were found again.`,
    restored: (database: string, rows: string, tables: number) =>
      `${database} holds ${rows} rows of ${tables} tables, as they were in the backup.`,
    kept: (former: string) => `The former database is kept as ${former}; "palier restore --forget" drops it.`,
    leftOut: (rows: string) =>
      `Left out: ${rows} rows of the queues, which another version of BullMQ wrote. Start again what waited there.`,
    unproven: () =>
      'Its isolation was not proven and no audit line written there, which takes its application role: let DATABASE_URL name it, then run "palier prove isolation".',
    forgotten: (former: string) => `Nothing is kept as ${former} any more.`,
    exported: (slug: string, file: string, rows: string) => `${slug} is in ${file}: ${rows} rows.`,
    imported: (slug: string, id: string, rows: string) => `${slug} is here, as ${id}: ${rows} rows.`,
  },
  fr: {
    written: (file: string, rows: string, tables: number) => `${file} : ${rows} lignes de ${tables} tables.`,
    verified: (file: string, rows: string, tables: number) =>
      `${file} est entier : restauré, ses ${rows} lignes de ${tables} tables ont été retrouvées.`,
    restored: (database: string, rows: string, tables: number) =>
      `${database} contient ${rows} lignes de ${tables} tables, telles qu’à la sauvegarde.`,
    kept: (former: string) =>
      `L’ancienne base est gardée sous le nom ${former} ; « palier restore --forget » la supprime.`,
    leftOut: (rows: string) =>
      `Laissées de côté : ${rows} lignes des files, écrites par une autre version de BullMQ. Relancez ce qui y attendait.`,
    unproven: () =>
      'Son cloisonnement n’a pas été prouvé et aucune ligne d’audit n’y a été écrite, car il faut son rôle d’application : indiquez-le dans DATABASE_URL, puis lancez « palier prove isolation ».',
    forgotten: (former: string) => `Plus rien n’est gardé sous le nom ${former}.`,
    exported: (slug: string, file: string, rows: string) => `${slug} est dans ${file} : ${rows} lignes.`,
    imported: (slug: string, id: string, rows: string) => `${slug} est là, sous l’id ${id} : ${rows} lignes.`,
  },
} satisfies Record<Locale, object>;

/** What the commands say, in the terminal's language. */
export function backupWords() {
  return words[terminalLocale(process.env)];
}

/** The rows of all tables together, grouped as the terminal's language does. */
export function rowsIn(tables: readonly Pick<LoadedTable, 'rows'>[]): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return new Intl.NumberFormat(terminalLocale(process.env)).format(rows);
}
