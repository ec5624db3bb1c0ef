import type { Flag } from '#platform/flags';

/** A flag and its setting, in one line. */
export function flagLine({ name, about, default: byDefault, setting }: Flag): string {
  if (!setting) return `${name}: ${byDefault ? 'on' : 'off'} (default). ${about.en}`;
  const lists = [
    ['on in', setting.environmentsOn],
    ['off in', setting.environmentsOff],
    ['on for plans', setting.plansOn],
    ['off for plans', setting.plansOff],
    ['on for', setting.tenantsOn],
    ['off for', setting.tenantsOff],
    ['on for users', setting.usersOn],
    ['off for users', setting.usersOff],
  ] as const;
  const narrower = lists.filter(([, list]) => list.length > 0).map(([label, list]) => `${label} ${list.join(' ')}`);
  const share = `${setting.percentage} %${setting.percentageOf === 'users' ? ' of users' : ''}`;
  const everyone = setting.enabled ? `on for ${share}` : 'off';
  return `${name}: ${[everyone, ...narrower].join(', ')}. ${about.en}`;
}
