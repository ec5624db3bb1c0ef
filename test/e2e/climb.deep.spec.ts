// Real: the built product with its embedded PostgreSQL and its command line in separate processes,
// HTTP, and a second database as the target. Faked: nothing.
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { type Ended, palier, spawnPalier } from '../support/command-line.js';
import { type EmptyDatabase, emptyDatabase } from '../support/empty-database.js';
import { dataDirectory, failedStart, type Solo, startSolo } from '../support/solo.js';
import { runSql } from '../support/sql.js';
import { type TestDatabase, testDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';

const data = dataDirectory();
let test: TestDatabase;
let to: EmptyDatabase;
let solo: Solo;
let key: string;
beforeAll(async () => {
  test = await testDatabase();
  to = await emptyDatabase(test);
  solo = await startSolo(data.path);
  key = /palier_op_\S+/.exec(solo.block)?.[0] as string;
});
afterAll(async () => {
  if (solo?.child.exitCode === null) await solo.end('SIGINT');
  await to?.drop();
  await test?.close();
  data.remove();
});

const climb = (...args: string[]) => spawnPalier({ PALIER_DATA_DIR: data.path }, 'climb', ...args);

async function makeTenant(slug: string) {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ slug, name: slug, product: 'veille', plan: 'free' });
  const answer = await fetch(`${solo.url}/v1/platform/tenants`, { method: 'POST', headers, body });
  const { code } = (await answer.json()) as { code?: string };
  return { status: answer.status, code, retryAfter: answer.headers.get('retry-after') };
}

const readStore = (page: number) => fetch(`${solo.url}/v1/stores/wistant/apps?page=${page}&pageSize=1`);
const slugs = async (url: string) =>
  (await runSql<{ slug: string }>(url, 'SELECT slug FROM tenants.tenants')).map(({ slug }) => slug);

it('refuses to run without exactly one of its options', async () => {
  for (const args of [[], ['--back', '--finish']]) {
    expect(await palier({ PALIER_DATA_DIR: data.path }, 'climb', ...args)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--database, --to-solo'),
    });
  }
});

/** Every refusal before a cutover begins. */
async function refuseTargets() {
  const refused = (text: string) => ({ code: 1, stderr: expect.stringContaining(text) });
  expect(await climb('--database', to.ownerUrl)).toMatchObject(refused('--app-url'));
  const nowhere = await climb('--database', 'postgres://someone@127.0.0.1:1/none');
  expect(nowhere).toMatchObject(refused('The database in --database cannot be connected to (connect ECONNREFUSED'));
  const unknown = Object.assign(new URL(to.appUrl), { password: 'wrong' }).href;
  const wrong = await climb('--database', to.ownerUrl, '--app-url', unknown);
  expect(wrong).toMatchObject(refused('The database in --app-url cannot be connected to (password authentication'));
  const full = await climb('--database', test.ownerUrl, '--app-url', test.appUrl, '--redis', 'redis://127.0.0.1:1');
  expect(full).toMatchObject(refused('does not answer'));
  expect(
    await climb('--database', Object.assign(new URL(test.adminUrl), { pathname: '/postgres' }).href),
  ).toMatchObject(refused('palier database init'));
  for (const variable of ['REDIS_SENTINELS', 'REDIS_CLUSTER']) {
    const env = { PALIER_DATA_DIR: data.path, [variable]: '127.0.0.1:1' };
    const behind = await spawnPalier(env, 'climb', '--database', to.ownerUrl, '--app-url', to.appUrl);
    expect(behind).toMatchObject(refused(variable));
  }
  expect(await climb('--back')).toMatchObject(refused('is in no cutover'));
}

/** What a deployment says of all its files, which are in the same place. */
async function filesOf(env: NodeJS.ProcessEnv): Promise<string> {
  const verified = await spawnPalier({ PALIER_DATA_DIR: data.path, ...env }, 'media', 'verify');
  expect(verified).toMatchObject({ code: 0, stderr: '' });
  return verified.stdout;
}

/** The settings that an earlier climb left name another storage. */
async function refuseOtherStorage() {
  const file = join(data.path, 'climb.env');
  writeFileSync(file, `STORAGE_URL=file:///nowhere\n`);
  const refused = await climb('--database', to.ownerUrl, '--app-url', to.appUrl);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('palier media migrate --to') });
  rmSync(file);
}

/** Moves while a client writes and reads by turns; returns the answers. */
async function moveUnderLoad() {
  const confirmed: string[] = [];
  const refused: Awaited<ReturnType<typeof makeTenant>>[] = [];
  const reads: number[] = [];
  let over = false;
  const client = async () => {
    for (let n = 0; !over; n += 1) {
      const answer = await makeTenant(`during-${n}`);
      if (answer.status === 201) confirmed.push(`during-${n}`);
      else refused.push(answer);
      reads.push((await readStore(1 + (n % 500))).status);
    }
  };
  const stopped = client();
  try {
    const moved = await climb('--database', to.ownerUrl, '--app-url', to.appUrl);
    await until(() => refused.length > 0);
    return { moved, confirmed, refused, reads };
  } finally {
    over = true;
    await stopped;
  }
}

/** The settings file is readable by its owner alone, and no password was printed. */
function expectSettings({ stdout }: Ended) {
  const file = join(data.path, 'climb.env');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(parseEnv(readFileSync(file, 'utf8'))).toEqual({ DATABASE_URL: to.appUrl, DATABASE_OWNER_URL: to.ownerUrl });
  expect(stdout).toContain(file);
  expect(stdout).toMatch(/refused for [\d.]+ s/);
  expect(stdout).toContain(
    `PALIER_MASTER_KEY: here it is that setting or, without it, the first line of master.key in ${data.path}`,
  );
  for (const url of [to.appUrl, to.ownerUrl]) expect(stdout).not.toContain(new URL(url).password);
}

/** A deployment that has moved does not move twice, prints how to finish, and does not start. */
async function expectOnlyKept() {
  expect(await climb('--database', to.ownerUrl, '--app-url', to.appUrl)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('was cut over'),
  });
  expect(await climb('--finish', '--yes')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Stop it'),
  });
  expect(await climb('--finish')).toMatchObject({ code: 0, stdout: expect.stringContaining('--finish --yes') });
  await solo.end('SIGINT');
  const start = await failedStart({ PALIER_DATA_DIR: data.path, PORT: '0' });
  expect(start).toMatchObject({ code: 1, stderr: expect.stringContaining('climb.env') });
}

// One test, since each step begins where the one before ended and a start takes seconds.
it('refuses bad targets, moves with every confirmed write, retains the old data, and moves back', async () => {
  await refuseTargets();
  expect(await makeTenant('before')).toMatchObject({ status: 201 });

  // Those of the first start, which are kept in the background.
  await solo.says('the files of the apps are kept');
  const before = await filesOf({});
  expect(before).toMatch(/: [1-9][\d,]* files/);
  await refuseOtherStorage();

  const { moved, confirmed, refused, reads } = await moveUnderLoad();
  expect(moved).toMatchObject({ code: 0, stderr: '' });
  expect(confirmed.length).toBeGreaterThan(0);
  expect(await slugs(to.adminUrl)).toEqual(expect.arrayContaining(['wistant', 'before', ...confirmed]));
  expect(new Set(reads)).toEqual(new Set([200]));
  for (const answer of refused) expect(answer).toEqual({ status: 503, code: 'writes_paused', retryAfter: '10' });
  expectSettings(moved);
  expect(await filesOf({ DATABASE_URL: to.appUrl, DATABASE_OWNER_URL: to.ownerUrl })).toBe(before);
  const actions = await runSql<{ action: string }>(
    to.adminUrl,
    'SELECT action FROM platform.audit_lines UNION ALL SELECT action FROM platform.audit_chain',
  );
  expect(actions.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['platform.cutover.leaving', 'platform.cutover.arrived']),
  );

  await expectOnlyKept();
  expect(await climb('--back')).toMatchObject({ code: 0, stderr: '' });
  expect(existsSync(join(data.path, 'climb.env'))).toBe(false);
  solo = await startSolo(data.path);
  expect(await filesOf({})).toBe(before);
  expect(await makeTenant('after')).toMatchObject({ status: 201 });
});
