import type { Flag } from '#platform/flags';
import type { Locale } from '#platform/problems';

const words = {
  en: {
    on: 'on',
    off: 'off',
    byDefault: 'default',
    shared: (percentage: number) => `on for ${percentage} %`,
    onIn: 'on in',
    offIn: 'off in',
    onFor: 'on for',
    offFor: 'off for',
    colon: ':',
  },
  fr: {
    on: 'activé',
    off: 'désactivé',
    byDefault: 'par défaut',
    shared: (percentage: number) => `activé pour ${percentage} %`,
    onIn: 'activé en',
    offIn: 'désactivé en',
    onFor: 'activé pour',
    offFor: 'désactivé pour',
    colon: ' :',
  },
};

/** A flag with what is decided on it, in one line. */
export function flagLine({ name, about, default: byDefault, setting }: Flag, locale: Locale): string {
  const text = words[locale];
  const head = `${name}${text.colon}`;
  if (!setting) return `${head} ${byDefault ? text.on : text.off} (${text.byDefault}). ${about[locale]}`;
  const lists = [
    [text.onIn, setting.environmentsOn],
    [text.offIn, setting.environmentsOff],
    [text.onFor, setting.tenantsOn],
    [text.offFor, setting.tenantsOff],
  ] as const;
  const narrower = lists.filter(([, list]) => list.length > 0).map(([label, list]) => `${label} ${list.join(' ')}`);
  const everyone = setting.enabled ? text.shared(setting.percentage) : text.off;
  return `${head} ${[everyone, ...narrower].join(', ')}. ${about[locale]}`;
}
