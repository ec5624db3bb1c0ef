import { mask } from '#platform/config';

const names = [
  'authorization',
  'cookie',
  'cookies',
  '["set-cookie"]',
  'password',
  'passwordHash',
  'secret',
  'token',
  'accessToken',
  'refreshToken',
  'apiKey',
  '["x-api-key"]',
  'key',
  'credential',
];

/** The members that pino redacts, in a logged object and three levels deep. */
export const redactedPaths = names.flatMap((name) =>
  ['', '*', '*.*', '*.*.*'].map((parent) => {
    const joint = parent === '' || name.startsWith('[') ? '' : '.';
    return `${parent}${joint}${name}`;
  }),
);

export const redacted = '[redacted]';

// Before the secret stand eight characters of an operator's key, and the tenant and eight of a member's.
const apiKey = /(palier_[a-z]+_[a-z2-7]{8,34})_[\w-]{43}/g;

/** Redacts text that no path can name: passwords in URLs, credentials and API keys within messages and stacks. */
export function redactText(line: string): string {
  return mask(line)
    .replace(/\b(Bearer|Basic) [A-Za-z0-9._~+/=-]{8,}/g, `$1 ${redacted}`)
    .replace(apiKey, `$1_${redacted}`);
}
