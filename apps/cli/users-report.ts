import type { ImportedUsers, RefusedLine } from '#auth';
import type { Locale } from '#platform/problems';

const words = {
  en: {
    line: 'line',
    users: 'Users of',
    trial: '(a trial: nothing was kept)',
    created: 'created',
    skipped: 'there already',
    refused: 'refused',
  },
  fr: {
    line: 'ligne',
    users: 'Utilisateurs de',
    trial: '(un essai : rien n’est gardé)',
    created: 'créés',
    skipped: 'déjà présents',
    refused: 'refusés',
  },
};

/** What an import did, for the person who ran it. */
export function usersReport(slug: string, result: ImportedUsers, trial: boolean | undefined, locale: Locale): string {
  const text = words[locale];
  const rows = (['created', 'skipped', 'refused'] as const).map(
    (what) => `  ${text[what].padEnd(14)}${String(result[what]).padStart(7)}`,
  );
  return [`${text.users} ${slug}${trial ? ` ${text.trial}` : ''}`, ...rows, ''].join('\n');
}

/** As in `line 3 /email not_an_email: must be an e-mail address`. */
export function refusedLine({ line, pointer, code, detail }: RefusedLine, locale: Locale): string {
  const place = [words[locale].line, line, visible(pointer), code].filter((part) => part !== '').join(' ');
  return `${place}${locale === 'fr' ? ' :' : ':'} ${detail[locale]}\n`;
}

/** A field's name comes from the file and may hold escape sequences, which a terminal would obey. */
const visible = (text: string) => text.replace(/\p{C}/gu, '?');
