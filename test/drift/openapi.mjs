import 'reflect-metadata';
import '../support/sources.mjs';
import { createApi } from '../../dist/apps/api/create-api.js';
import { ladderOf } from '../../dist/apps/api/ladder.js';
import { bindSettings } from '../../dist/apps/terminal/bind-settings.js';
import { readSettings } from '../../dist/libs/platform/config/index.js';
import { withDatabase } from './database/with-database.mjs';
import { openApiDocument } from './openapi/openapi-document.ts';

export const file = 'docs/openapi.json';

/** The paths as a client comes to them: a store, signing in, one's account, the tenant's members, the operators'. */
const readingOrder = [
  ...['/v1/stores/', '/v1/auth/', '/.well-known/', '/v1/me', '/v1/me/', '/v1/members', '/v1/invitations'],
  ...['/v1/', '/v1/operations', '/status', '/health/', '/v1/platform/tenants', '/v1/platform/'],
];

/**
 * The document of the API, which serves the committed one, with a temporary embedded PostgreSQL. The API must have been
 * built by `nest build`: its Swagger plugin reads the types and comments of DTOs from the sources.
 */
export function render() {
  return withDatabase(async (urls, directory) => {
    const chosen = readSettings({ METRICS_PORT: '0', LOG_LEVEL: 'silent', PALIER_DATA_DIR: directory });
    const settings = bindSettings(chosen, urls);
    const app = await createApi(settings, ladderOf(settings));
    try {
      return byLines(openApiDocument(app, readingOrder));
    } finally {
      await app.close();
    }
  });
}

/** The document with a line for each operation, schema and other component, so that a change of one shows as one line. */
function byLines({ paths, components, ...head }) {
  const object = (entries, indent) =>
    `{\n${Object.entries(entries)
      .map(([name, text]) => `${indent}${JSON.stringify(name)}: ${text}`)
      .join(',\n')}\n${indent.slice(2)}}`;
  const map = (entries, as) => Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, as(value)]));
  const nested = (entries) => map(entries, (each) => object(map(each, JSON.stringify), '      '));
  const parts = {
    ...map(head, JSON.stringify),
    paths: object(nested(paths), '    '),
    components: object(nested(components), '    '),
  };
  return `${object(parts, '  ')}\n`;
}
