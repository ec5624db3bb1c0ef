import { escapeHtml } from '#platform/http';
import type { Locale } from '#platform/problems';
import { page } from '../home/page.js';
import type { StatusDto } from './status.dto.js';

const texts = {
  en: {
    title: 'Status',
    fine: 'Everything works.',
    reduced: (level: number) => `The service is reduced: level ${level} of 4. What matters most goes on.`,
    works: 'works',
    days: 'The last 90 days',
    unknown: 'They cannot be read at present.',
    none: 'Nothing was cut.',
    day: (level: number) => `level ${level}`,
  },
  fr: {
    title: 'État du service',
    fine: 'Tout fonctionne.',
    reduced: (level: number) => `Le service est réduit : niveau ${level} sur 4. L’essentiel continue.`,
    works: 'fonctionne',
    days: 'Les 90 derniers jours',
    unknown: 'Illisibles pour l’instant.',
    none: 'Rien n’a été suspendu.',
    day: (level: number) => `niveau ${level}`,
  },
};

/** The status in HTML, without JavaScript. */
export function statusPage({ level, products, days }: StatusDto, locale: Locale): string {
  const text = texts[locale];
  const ofProducts = products.map(
    ({ name, cut }) => `<dt>${escapeHtml(name)}</dt><dd>${cut.map(escapeHtml).join('<br>') || text.works}</dd>`,
  );
  const reduced = days?.filter((each) => each.level > 0).reverse() ?? [];
  const ofDays = reduced.map((each) => `<dt>${each.day}</dt><dd>${text.day(each.level)}</dd>`);
  const nothing = days ? text.none : text.unknown;
  return page(
    locale,
    text.title,
    `<p>${level > 0 ? text.reduced(level) : text.fine}</p>
<dl>${ofProducts.join('\n')}</dl>
<h2>${text.days}</h2>
${ofDays.length > 0 ? `<dl>${ofDays.join('\n')}</dl>` : `<p>${nothing}</p>`}`,
  );
}
