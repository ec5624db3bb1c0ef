import { SharedArray } from 'k6/data';

/**
 * An access token a person, of the file that TOKENS names: `npm run load` signs everybody in and writes it, since k6 would copy what
 * setup() returns for each of its users.
 */
export const tokens = new SharedArray('tokens', () => {
  if (!__ENV.TOKENS)
    throw new Error('TOKENS names no file of access tokens: "npm run load" signs people in and gives one.');
  return JSON.parse(open(__ENV.TOKENS));
});

/** The headers of somebody who sends JSON. @param n which person, from 0; beyond the last one they begin again */
export function headersOf(n) {
  return { Authorization: `Bearer ${tokens[n % tokens.length]}`, 'Content-Type': 'application/json' };
}
