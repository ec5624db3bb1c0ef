/**
 * `npm run openapi:check`: docs/openapi.json passes the rules of redocly.yaml, and the client that @hey-api/openapi-ts
 * makes of it compiles. `npm run typecheck` generates the types of openapi-typescript, and a test calls a server with them.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createClient } from '@hey-api/openapi-ts';

const document = resolve('docs/openapi.json');
// Within the tree, so that imports of node_modules resolve.
const directory = mkdtempSync(resolve('node_modules/.cache-openapi-'));

try {
  const quiet = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  run('redocly', ['lint', document], { env: quiet });
  const plugins = ['@hey-api/typescript', '@hey-api/sdk', '@hey-api/client-fetch'];
  await createClient({
    input: document,
    output: join(directory, 'sdk'),
    plugins,
    logs: { level: 'silent', file: false },
  });
  const compilerOptions = { strict: true, noEmit: true, module: 'esnext', moduleResolution: 'bundler', types: [] };
  const files = ['sdk/index.ts'];
  writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  run('tsc', ['-p', directory]);
  console.log('✓ The client of @hey-api/openapi-ts compiles.');
} catch (error) {
  // The commands have printed what is wrong.
  if (error.status === undefined) console.error(error);
  process.exitCode = 1;
} finally {
  rmSync(directory, { recursive: true, force: true });
}

function run(command, args, options = {}) {
  execFileSync(join('node_modules/.bin', command), args, { stdio: 'inherit', ...options });
}
