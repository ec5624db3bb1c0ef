import type { SettingsFault } from './settings-problem.js';

/** Each says where the one Redis of sessions and jobs is. */
const places = ['REDIS_URL', 'REDIS_SENTINELS', 'REDIS_CLUSTER'];

/** Variables that say different things about the same matter. */
export function contradictions(env: Readonly<Record<string, string | undefined>>): SettingsFault[] {
  const [first, ...others] = places.filter((name) => env[name]?.trim());
  return others.map((name) => ({
    name,
    en: `${name}: ${first} is set too, and both say where Redis is; keep one of them. The cache has REDIS_CACHE_URL.`,
    fr: `${name} : ${first} est aussi défini, et les deux disent où se trouve Redis ; n’en gardez qu’un. Le cache a REDIS_CACHE_URL.`,
  }));
}
