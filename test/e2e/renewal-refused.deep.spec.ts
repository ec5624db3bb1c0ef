/**
 * Real: the product and its workers in the test's process, the command line in processes of its own, PostgreSQL, archives, keys files, a
 * directory as storage. Faked: what some tables hold that passes through them, which SQL wrote.
 */
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, linkSync, readdirSync, symlinkSync } from 'node:fs';
import { relative } from 'node:path';
import pg from 'pg';
import { newId } from '#platform/ids';
import { editArchive, editManifest, linesOf } from '../support/edit-archive.js';
import { runSql } from '../support/sql.js';
import { until } from '../support/until.js';
import { LOCK, noting, RenewedDeployment } from './renewals/renewed-deployment.js';

let renewed: RenewedDeployment;
beforeAll(async () => {
  renewed = await RenewedDeployment.make();
});
afterAll(() => renewed?.close());
const file = (name: string) => renewed.file(name);

it.each<[string, (name: string) => unknown, string]>([
  ['onto itself by another spelling', () => {}, 'is the archive that is to be renewed'],
  ['onto a hard link of itself', (to) => linkSync(file('before.zip'), to), 'is the archive that is to be renewed'],
  [
    'onto a symbolic link to itself',
    (to) => symlinkSync(file('before.zip'), to),
    'is the archive that is to be renewed',
  ],
  ['onto another file', (to) => copyFileSync(file('before.zip'), to), 'exists already'],
  ['beside a keys file that is there', (to) => copyFileSync(file('before.zip.keys'), `${to}.keys`), 'exists already'],
  ['onto a link that leads nowhere', (to) => symlinkSync(file('nothing'), to), 'exists already'],
])('is refused %s', async (what, make, told) => {
  const name = `${what.replaceAll(' ', '-')}.zip`;
  make(file(name));
  const spelt = what.endsWith('spelling') ? relative(process.cwd(), file('before.zip')) : file(name);
  const digest = renewed.sha256('before.zip');
  const listed = readdirSync(file(''));
  expect(
    await renewed.palier('backup', 'renew', file('before.zip'), spelt, '--admin-url', renewed.postgres),
  ).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(told),
  });
  expect([renewed.sha256('before.zip'), readdirSync(file(''))]).toEqual([digest, listed]);
});

it('is refused for an archive of another deployment, without its keys, and while another runs', async () => {
  const { test } = renewed;
  await editArchive(file('before.zip'), file('foreign.zip'), (entries) =>
    editManifest(entries, (manifest) => Object.assign(manifest, { deployment: newId() })),
  );
  const refused = (text: string) => ({ code: 1, stderr: expect.stringContaining(text) });
  expect(await renewed.renew('foreign.zip', 'new.zip', '--without-keys')).toMatchObject(
    refused('of another deployment'),
  );
  expect(await renewed.renew('foreign.zip', 'new.zip')).toMatchObject(refused('--without-keys'));
  expect(await renewed.palier('backup', 'renew', file('before.zip'), file('new.zip'))).toMatchObject(
    refused('--admin-url'),
  );
  const holder = new pg.Client(test.adminUrl);
  await holder.connect();
  await holder.query('select pg_advisory_lock($1)', [LOCK]);
  expect(await renewed.renew('before.zip', 'new.zip')).toMatchObject(refused('is running'));
  await holder.end();
  expect(readdirSync(file('')).filter((name) => name.startsWith('new.zip'))).toEqual([]);
});

it('leaves the archive and no new one when it is killed at any step, and then works again', async () => {
  const { test } = renewed;
  const digest = renewed.sha256('before.zip');
  const args = [
    'apps/cli/palier.mjs',
    'backup',
    'renew',
    file('before.zip'),
    file('killed.zip'),
    '--admin-url',
    renewed.postgres,
  ];
  /** @param at what it has printed, or a file that it has written */
  const killed = async (at: () => boolean | string): Promise<void> => {
    const child = spawn(process.execPath, args, { env: { ...process.env, ...renewed.settings(renewed.test) } });
    let printed = '';
    child.stdout.on('data', (text) => {
      printed += text;
    });
    const exited = new Promise((resolve) =>
      child.once('exit', (code, signal) => resolve(signal ?? `${code}: ${printed}`)),
    );
    await until(() => [at()].some((sign) => sign === true || (sign !== false && printed.includes(sign))));
    child.kill('SIGKILL');
    expect(await exited).toBe('SIGKILL');
    expect([renewed.sha256('before.zip'), existsSync(file('killed.zip'))]).toEqual([digest, false]);
    // PostgreSQL finds out on its own that the client is gone.
    const held = `select from pg_locks where locktype = 'advisory' and objid = ${LOCK % 2 ** 32}`;
    await until(async () => (await runSql(test.adminUrl, held)).length === 0);
  };
  for (const step of ['is restored into', 'are erased there', 'is written']) await killed(() => step);
  await killed(() => existsSync(file('killed.zip.keys')));
  expect(existsSync(file('killed.zip.keys'))).toBe(true);
  expect(await renewed.renew('before.zip', 'killed.zip')).toMatchObject({ code: 0, stderr: '' });
  expect(readdirSync(file('')).filter((name) => name.startsWith('killed'))).toEqual(['killed.zip', 'killed.zip.keys']);
  await until(
    async () =>
      (await runSql(test.adminUrl, "select from pg_database where datname like 'palier_renew_%'")).length === 0,
  );
  const [all, again] = [await linesOf(file('renewed.zip')), await linesOf(file('killed.zip'))];
  for (const [table, rows] of all)
    if (!noting.includes(table)) expect([table, again.get(table)]).toEqual([table, rows]);
});
