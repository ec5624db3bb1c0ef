// Real: the built product in processes of its own, on a small disk that is filled; the API over PostgreSQL. Faked: in the last
// test the full disk, by a trigger that raises PostgreSQL's error.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LogDestination } from '#platform/telemetry';
import { spawnPalier } from '../support/command-line.js';
import { lastingPort } from '../support/lasting-port.js';
import { logIn } from '../support/people.js';
import { callAs, freshTenant, signedIn } from '../support/signed-in.js';
import { needsDisks, reserveLog, type SmallDisk, smallDisk } from '../support/small-disk.js';
import { failedStart, startSolo } from '../support/solo.js';
import { runSql } from '../support/sql.js';
import { startTestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

/** The superuser of the database in a data directory. */
function adminOf(data: string): string {
  const { postgres } = JSON.parse(readFileSync(join(data, 'secrets.json'), 'utf8'));
  const port = readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3];
  return `postgres://postgres:${postgres.admin}@127.0.0.1:${port}/postgres`;
}

needsDisks('on a small disk', () => {
  let disk: SmallDisk;
  let data: string;
  afterEach(() => disk.remove());
  const prepare = (mebibytes: number) => {
    disk = smallDisk(mebibytes) as SmallDisk;
    mkdirSync(join(disk.path, 'palier'));
    data = join(disk.path, 'palier', 'var');
  };

  it('the first start prints one line that names it, and the next start on a larger one succeeds', async () => {
    prepare(12);
    const env = { PALIER_DATA_DIR: data, PORT: String(await lastingPort()) };
    const line = new RegExp(`^The disk of ${data} is full \\(\\d+ MiB are free\\): free some space.*\\n$`);
    // Too small for the files of the server, then for the tables.
    expect((await failedStart(env)).stderr).toMatch(line);
    expect(readdirSync(data)).toEqual(['palier.lock', 'secrets.json']);
    disk.resize(44);
    expect((await failedStart(env)).stderr).toMatch(line);
    disk.resize(400);
    const solo = await startSolo(data);
    expect(solo.block).toContain("operator's key");
    expect(await solo.end('SIGINT')).toBe(0);
  });

  it('a full one stops writes and restores, reads go on, and space ends it', async () => {
    prepare(600);
    const solo = await startSolo(data);
    const key = /palier_op_\S+/.exec(solo.block)?.[0];
    const name = 'x'.repeat(80);
    const write = (n: number) =>
      fetch(`${solo.url}/v1/platform/tenants`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ slug: `tenant-${n}`, name, product: 'wistant', plan: 'free' }),
      });
    const readiness = async () => (await fetch(`${solo.url}/health/ready`)).json();
    try {
      const env = { PALIER_DATA_DIR: data };
      const archive = join(disk.path, 'palier', 'backup.zip');
      expect((await spawnPalier(env, 'backup', archive)).code).toBe(0);
      await reserveLog(adminOf(data), 4);
      disk.fill();
      let n = 0;
      // Pages with room take rows for a while.
      const refused = await until(async () => {
        n += 1;
        const answer = await write(n);
        return answer.status === 201 ? undefined : answer;
      });
      expect(refused.status).toBe(507);
      expect(await refused.json()).toMatchObject({ code: 'storage_full' });
      // A busy disk may also delay the check of the database.
      expect(await readiness()).toMatchObject({ status: 'degraded', degraded: expect.arrayContaining(['disk']) });
      expect((await fetch(`${solo.url}/v1/stores/wistant/apps?limit=7`)).status).toBe(200);
      disk.clear();
      expect((await write(n)).status).toBe(201);
      await solo.end('SIGINT');
      disk.fill();
      const restored = await spawnPalier(env, 'restore', archive, '--replace');
      expect(restored).toMatchObject({ code: 1, stderr: expect.stringMatching(`^The disk of ${data} is full`) });
    } finally {
      solo.child.kill('SIGKILL');
    }
  });
});

describe('a database whose disk is full', () => {
  it('refuses writes and every sign-in alike, says so in both languages, and serves reads', async () => {
    const logged: string[] = [];
    for (const way of ['append', 'write'] as const)
      jest.spyOn(LogDestination.prototype, way).mockImplementation((line) => void logged.push(line));
    const api = await startTestApp({ logLevel: 'info' });
    try {
      const tenant = await freshTenant(api);
      const { person, token } = await signedIn(api, tenant, 'admin');
      await runSql(
        api.database.adminUrl,
        `create function public.no_space() returns trigger language plpgsql as $$
           begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
         create trigger no_space before insert on auth.invitations for each row execute function public.no_space()`,
      );
      const invitation = { email: 'new@example.org', role: 'member' };
      const inFrench = { 'accept-language': 'fr' };
      const refused = await callAs(api, token, 'POST', '/v1/invitations', invitation, inFrench);
      expect(refused.statusCode).toBe(507);
      expect(refused.json()).toMatchObject({ code: 'storage_full', title: 'Le disque est plein' });
      expect((await callAs(api, token, 'GET', '/v1/invitations')).statusCode).toBe(200);
      const tries = [await logIn(api, person), await logIn(api, { ...person, password: 'not their password' })];
      // The same for a right and a wrong password, which must not be told apart.
      expect(tries.map((answer) => answer.json().code)).toEqual(['storage_full', 'storage_full']);
      const ofRefusal = logged
        .map((line) => JSON.parse(line))
        .filter(({ requestId }) => requestId === refused.headers['x-request-id']);
      expect(ofRefusal).toEqual([expect.objectContaining({ level: 40, status: 507, code: 'storage_full' })]);
    } finally {
      jest.restoreAllMocks();
      await api.close();
    }
  });
});
