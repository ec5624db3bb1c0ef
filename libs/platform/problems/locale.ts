import { LRUCache } from 'lru-cache';

/** The languages of every text that a user sees. */
export type Locale = 'en' | 'fr';

/** One text in both languages; `{name}` is replaced by an argument. */
export interface LocalText {
  en: string;
  fr: string;
}

// Browsers send few different headers: each is parsed once, since that costs a twentieth of a cached answer.
const parsed = new LRUCache<string, Locale>({ max: 500 });

/**
 * The language of an Accept-Language header (RFC 9110 §12.5.4): of French and English the one with the
 * higher weight, English when neither is given. A header longer than 256 characters gives English.
 */
export function localeOf(acceptLanguage: string | undefined): Locale {
  if (!acceptLanguage || acceptLanguage.length > 256) return 'en';
  let locale = parsed.get(acceptLanguage);
  if (locale === undefined) {
    locale = preferred(acceptLanguage);
    parsed.set(acceptLanguage, locale);
  }
  return locale;
}

function preferred(acceptLanguage: string): Locale {
  let best: Locale = 'en';
  let bestWeight = 0;
  for (const part of acceptLanguage.split(',')) {
    const [range = '', ...parameters] = part.trim().toLowerCase().split(';');
    const language = range.split('-')[0];
    if (language !== 'fr' && language !== 'en') continue;
    const weight = Number(
      parameters
        .find((p) => p.trim().startsWith('q='))
        ?.trim()
        .slice(2) ?? 1,
    );
    if (weight > bestWeight) {
      best = language;
      bestWeight = weight;
    }
  }
  return best;
}
