import { type CataloguedProblem, type Locale, problemCatalogue } from '#platform/problems';
import { escapeHtml } from '../escape-html.js';

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1f}
section{border-top:1px solid #d5d5dc;padding:1rem 0}h2{font:600 1.1rem ui-monospace,monospace;margin:0}
h2 a{color:inherit;text-decoration:none}.status{color:#6b6b76;font-weight:400}dl{margin:.5rem 0 0}
dt{font-weight:600}dd{margin:0 0 .5rem}:target{background:#fff7d6}`;

/** The page of every problem that the loaded modules can answer, in both languages; each has its code as anchor. */
export function errorsPage(): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Palier: errors · erreurs</title>
<style>${style}</style>
</head>
<body>
<h1>Errors <span lang="fr">· Erreurs</span></h1>
<p>Every refusal is <code>application/problem+json</code> (RFC 9457). Act on <code>code</code>: it is stable.</p>
<p lang="fr">Chaque refus est du <code>application/problem+json</code> (RFC 9457). Fiez-vous à <code>code</code> : il est stable.</p>
${problemCatalogue().map(section).join('\n')}
</body>
</html>
`;
}

function section(problem: CataloguedProblem): string {
  const { code, status } = problem;
  return `<section id="${code}">
<h2><a href="#${code}">${code}</a> <span class="status">${status}</span></h2>
<dl>${entry(problem, 'en')}${entry(problem, 'fr')}</dl>
</section>`;
}

function entry({ title, detail, options }: CataloguedProblem, locale: Locale): string {
  const texts = [detail, options?.operators].flatMap((text) => text?.[locale] ?? []);
  const paragraphs = texts.map((text) => `<dd lang="${locale}">${escapeHtml(text)}</dd>`);
  return `<dt lang="${locale}">${escapeHtml(title[locale])}</dt>${paragraphs.join('')}`;
}
