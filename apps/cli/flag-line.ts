import type { Flag } from '#platform/flags';

/** A flag and its setting, in one line. */
export function flagLine({ name, about, default: byDefault, setting }: Flag): string {
  if (!setting) return `${name}: ${byDefault ? 'on' : 'off'} (default). ${about.en}`;
  const lists = [
    ['on in', setting.environmentsOn],
    ['off in', setting.environmentsOff],
    ['on for', setting.tenantsOn],
    ['off for', setting.tenantsOff],
  ] as const;
  const narrower = lists.filter(([, list]) => list.length > 0).map(([label, list]) => `${label} ${list.join(' ')}`);
  const everyone = setting.enabled ? `on for ${setting.percentage} %` : 'off';
  return `${name}: ${[everyone, ...narrower].join(', ')}. ${about.en}`;
}
