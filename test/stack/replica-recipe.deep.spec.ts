// Real: the command line, a PostgreSQL with docker/postgres/pg_hba.conf, start-replica.sh in a shell. Faked: pg_basebackup and the
// server of the replica, which no package of npm has: scripts that write down how they were called.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { palier } from '../support/command-line.js';
import { EmbeddedProcess, killEmbeddedProcesses } from '../support/embedded-process.js';
import { runSql } from '../support/sql.js';

let directory: string;
let urls: Record<string, string>;
let adminUrl: string;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'palier-replica-'));
  chmodSync(directory, 0o755);
  const server = new EmbeddedProcess(directory);
  adminUrl = (await server.started()).urls.admin;
  const [{ file } = { file: '' }] = await runSql<{ file: string }>(
    adminUrl,
    `SELECT current_setting('hba_file') AS file`,
  );
  const { stdout, code } = await palier(
    {},
    ...['database', 'init', '--admin-url', adminUrl, '--database', 'copied', '--reset-passwords'],
    ...['--pooler', 'pgbouncer:6432', '--replica', 'postgres-replica:5432'],
  );
  expect(code).toBe(0);
  urls = Object.fromEntries([...stdout.matchAll(/^(\w+)=(.+)$/gm)].map(([, name, url]) => [name, url]));
  copyFileSync('docker/postgres/pg_hba.conf', file);
  await runSql(adminUrl, 'SELECT pg_reload_conf()');
});
afterAll(async () => {
  await killEmbeddedProcesses();
  rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});

/** Connects as something that copies the server. @returns what went wrong */
async function copying(connectionString: string): Promise<string | undefined> {
  const options = { connectionString, replication: 'true' };
  const client = new pg.Client(options);
  try {
    await client.connect();
    await client.query('IDENTIFY_SYSTEM');
    return undefined;
  } catch (error) {
    return String(error);
  } finally {
    await client.end().catch(() => {});
  }
}

it('the server lets the printed role copy it, and the others read by their passwords', async () => {
  expect(await runSql(adminUrl, 'SELECT * FROM pg_hba_file_rules WHERE error IS NOT NULL')).toEqual([]);
  const { REPLICATION_URL = '', DATABASE_DIRECT_URL = '', DATABASE_READ_URL = '' } = urls;
  expect(await copying(REPLICATION_URL)).toBeUndefined();
  expect(await copying(adminUrl)).toMatch(/pg_hba\.conf rejects replication connection/);
  expect(await copying(REPLICATION_URL.replace(/:[^:@]+@/, ':wrong@'))).toMatch(/password authentication failed/);
  expect(await runSql(DATABASE_DIRECT_URL, 'SELECT current_user AS role')).toEqual([{ role: 'palier_app' }]);
  const read = new URL(DATABASE_READ_URL);
  expect(read.host).toBe('postgres-replica:5432');
  expect(read.href).toBe(Object.assign(new URL(DATABASE_DIRECT_URL), { host: read.host }).href);
});

describe('start-replica.sh', () => {
  let folder: string;
  const calls = () => readFileSync(join(folder, 'calls'), 'utf8');
  const data = () => join(folder, '18', 'docker');
  beforeAll(() => {
    folder = join(directory, 'replica');
    mkdirSync(folder);
    const program = (name: string, text: string) => {
      writeFileSync(join(folder, name), `#!/bin/sh\necho "${name} $PGPASSWORD $*" >> "${folder}/calls"\n${text}`, {
        mode: 0o755,
      });
    };
    // As the program does, it refuses a folder that has something in it.
    const copies = `for each; do case $each in --pgdata=*) copy=\${each#--pgdata=} ;; esac; done
mkdir "$copy" || exit 1
if [ -e "${folder}/fails" ]; then exit 1; fi
echo 18 > "$copy/PG_VERSION"\n`;
    program('pg_basebackup', copies);
    program('postgres', 'test -s "$PGDATA/PG_VERSION"\n');
  });
  const start = (env: Record<string, string> = {}) => {
    rmSync(join(folder, 'calls'), { force: true });
    const path = `${folder}:${process.env.PATH}`;
    const { REPLICATION_URL = '' } = urls;
    const given = { PATH: path, PGDATA: data(), PGPASSWORD: '', REPLICATION_URL, ...env };
    return spawnSync('sh', ['docker/postgres/start-replica.sh'], { env: given, encoding: 'utf8' });
  };

  it('copies the server once, without its password in the arguments, and again after an interruption', () => {
    writeFileSync(join(folder, 'fails'), '');
    expect(start().status).toBe(1);
    expect(existsSync(data())).toBe(false);
    rmSync(join(folder, 'fails'));
    // As an image may have it.
    mkdirSync(data(), { recursive: true });
    expect(start()).toMatchObject({ status: 0, stderr: '' });
    const { password, host } = new URL(urls.REPLICATION_URL ?? '');
    const copied = `pg_basebackup ${password} --dbname=postgres://palier_replication@${host} --pgdata=${data()}.copy --slot=palier_replica --write-recovery-conf --checkpoint=fast\n`;
    expect(calls()).toBe(`${copied}postgres  \n`);
    expect(start({ REPLICATION_URL: '' })).toMatchObject({ status: 0, stderr: '' });
    expect(calls()).toBe('postgres  \n');
  });

  it('says what is missing', () => {
    const { status, stderr } = start({ PGDATA: join(folder, 'none'), REPLICATION_URL: '' });
    expect(status).not.toBe(0);
    expect(stderr).toContain('run "palier database init --replica"');
  });
});
