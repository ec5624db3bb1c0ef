import type { InExports } from '#platform/database';
import type { NotedExport } from './export-source.js';
import { csvOf } from './exported-tables.js';

const words = {
  fr: {
    title: 'Vos données',
    intro:
      'Cette archive contient les données que ce service conserve à votre sujet. Un tableur ouvre les fichiers CSV ; data.jsonl contient les mêmes lignes pour un programme.',
    table: 'Tableau',
    what: 'Ce que c’est',
    rows: 'Lignes',
    files: 'Fichiers',
    missing: 'Ces fichiers ne sont plus lisibles :',
    none: 'Aucun.',
  },
  en: {
    title: 'Your data',
    intro:
      'This archive has what this service keeps about you. A spreadsheet opens the CSV files; data.jsonl has the same rows for a program.',
    table: 'Table',
    what: 'What it is',
    rows: 'Rows',
    files: 'Files',
    missing: 'These files cannot be read any more:',
    none: 'None.',
  },
};

/** The page that says, in French and English, what an export has. @param missing the names of files that are not in it */
export function indexOf(
  noted: NotedExport,
  titles: ReadonlyMap<string, InExports>,
  missing: readonly string[],
): string {
  const absent = new Set(missing);
  const names = [...noted.files.values()].map(({ name }) => name).filter((name) => !absent.has(name));
  const part = (language: 'fr' | 'en') => {
    const said = words[language];
    const rows = [...noted.tables].map(
      ([table, { rows }]) =>
        `<tr><td>${link(csvOf(table), table)}</td><td>${escaped(titles.get(table)?.[language] ?? '')}</td><td>${rows}</td></tr>`,
    );
    const files = names.length > 0 ? `<ul>${names.map((name) => `<li>${link(name)}</li>`).join('')}</ul>` : said.none;
    const lost =
      absent.size > 0
        ? `<p>${said.missing}</p><ul>${missing.map((name) => `<li>${escaped(name)}</li>`).join('')}</ul>`
        : '';
    return `<section lang="${language}"><h1>${said.title}</h1><p>${said.intro}</p>
<table><thead><tr><th>${said.table}</th><th>${said.what}</th><th>${said.rows}</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table><h2>${said.files}</h2>${files}${lost}</section>`;
  };
  return `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.fr.title} · ${words.en.title}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}td,th{padding:.3rem .8rem .3rem 0;text-align:left;vertical-align:top}</style>
</head><body>
${part('fr')}
${part('en')}
</body></html>
`;
}

function link(path: string, text = path): string {
  return `<a href="${path.split('/').map(encodeURIComponent).join('/')}">${escaped(text)}</a>`;
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => signs[sign] ?? sign);
}
