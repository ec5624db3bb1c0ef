import type { Locale } from '#platform/problems';

/** The language of a terminal, by the variables of POSIX §8.2 in their order. */
export function terminalLocale(env: NodeJS.ProcessEnv): Locale {
  return /^fr/i.test(env.LC_ALL || env.LC_MESSAGES || env.LANG || '') ? 'fr' : 'en';
}
