import type { SettingsFault } from './settings-problem.js';

/** The variables that locate the Redis of sessions and jobs; only one may be set. */
const places = ['REDIS_URL', 'REDIS_SENTINELS', 'REDIS_CLUSTER'];

/** A fault for each variable that contradicts another. */
export function contradictions(env: Readonly<Record<string, string | undefined>>): SettingsFault[] {
  const [first, ...others] = places.filter((name) => env[name]?.trim());
  return others.map((name) => ({
    name,
    en: `${name}: ${first} is set too, and both locate the Redis of sessions and jobs; remove one of them. For the cache, use REDIS_CACHE_URL.`,
    fr: `${name} : ${first} est aussi défini, et les deux désignent le Redis des sessions et des tâches ; retirez-en un. Pour le cache, utilisez REDIS_CACHE_URL.`,
  }));
}
