import { readFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

export const file = 'docs/openapi.d.ts';

/** The types that openapi-typescript makes of docs/openapi.json; the page before this one, by name. */
export async function render() {
  const types = await openapiTS(JSON.parse(readFileSync('docs/openapi.json', 'utf8')), { silent: true });
  return `/** Generated from openapi.json by \`npm run docs\`: the types of the API for a client in TypeScript. */\n\n${astToString(types)}`;
}
