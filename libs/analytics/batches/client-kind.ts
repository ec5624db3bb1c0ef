/** What kind of client sent an event: `server` is a program that names itself as its HTTP library does. */
export type ClientKind = 'browser' | 'mobile' | 'tablet' | 'bot' | 'server' | 'unknown';

/** The first rule that matches decides: a crawler calls itself a phone, and a phone a browser. */
const rules: readonly (readonly [ClientKind, RegExp])[] = [
  ['bot', /bot\b|crawl|spider|slurp|headless|lighthouse|facebookexternalhit|preview|monitor|pingdom/i],
  // A tablet with Android differs from a phone by the word that it lacks.
  ['tablet', /iPad|\btablet\b|PlayBook|Kindle|Silk\/|^Mozilla\/.*Android(?!.*\bMobile\b)/i],
  // Also the libraries of apps: of iOS, of Android and of Flutter.
  ['mobile', /\bMobi|iPhone|iPod|Android|CFNetwork\/|okhttp\/|Dalvik\/|^Dart\//i],
  ['browser', /^(?:Mozilla|Opera)\//],
  ['server', /^(?:node|undici|[\w.-]+\/v?\d)/i],
];

/** Of a longer header the beginning is read, in characters. */
const longestRead = 512;

/**
 * The kind of client by its User-Agent, which can be made up: to be counted, never to be trusted. An iPad whose Safari asks
 * for sites as a Mac does is a `browser`; an app of a Mac is `mobile`, since it names the same library as one of iOS.
 */
export function clientKind(userAgent: string | undefined): ClientKind {
  const text = (userAgent ?? '').slice(0, longestRead);
  return rules.find(([, pattern]) => pattern.test(text))?.[0] ?? 'unknown';
}
