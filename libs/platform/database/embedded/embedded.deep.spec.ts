/**
 * Real: the compiled launcher in child processes, PostgreSQL, the file system, kill -9. Faked: nothing.
 */
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedProcess, hasContainers, killEmbeddedProcesses } from '../../../../test/support/embedded-process.js';
import { runSql } from '../../../../test/support/sql.js';
import { until } from '../../../../test/support/until.js';

const asRoot = process.getuid?.() === 0;
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'palier-embedded-'));
  chmodSync(directory, 0o755);
});
afterEach(async () => {
  await killEmbeddedProcesses();
  killServer();
  rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});

const cluster = () => join(directory, 'postgres');
const serverId = () => Number(readFileSync(join(cluster(), 'postmaster.pid'), 'utf8').split('\n')[0]);
const kept = (owner: string) => runSql<{ id: string }>(owner, 'SELECT id FROM rows');

function killServer(): void {
  if (existsSync(join(cluster(), 'postmaster.pid'))) process.kill(serverId(), 'SIGKILL');
}

/** Starts a launcher whose database holds one committed row. */
async function startWithRow() {
  const palier = new EmbeddedProcess(directory);
  const server = await palier.started();
  await runSql(server.urls.owner, `CREATE TABLE rows (id text PRIMARY KEY); INSERT INTO rows VALUES ('committed')`);
  return { palier, server };
}

async function startsAgain() {
  const palier = new EmbeddedProcess(directory);
  const server = await palier.started();
  expect(await kept(server.urls.owner)).toEqual([{ id: 'committed' }]);
  return { palier, server };
}

it('creates the database, protects its passwords, and leaves no process behind', async () => {
  const { palier, server } = await startWithRow();
  expect(server.adopted).toBe(false);
  expect(new URL(server.urls.app).hostname).toBe('127.0.0.1');
  expect(statSync(join(directory, 'secrets.json')).mode & 0o777).toBe(0o600);
  const [settings] = await runSql(
    server.urls.admin,
    `SELECT current_setting('fsync') AS fsync, current_setting('unix_socket_directories') AS sockets, current_setting('listen_addresses') AS addresses`,
  );
  expect(settings).toEqual({ fsync: 'on', sockets: '', addresses: '127.0.0.1' });
  await palier.stop();
  expect(existsSync(join(cluster(), 'postmaster.pid'))).toBe(false);
  await expect(kept(server.urls.owner)).rejects.toThrow('ECONNREFUSED');
  expect(readdirSync(directory).sort()).toEqual(['palier.lock', 'postgres', 'secrets.json']);
  const again = await startsAgain();
  await again.palier.stop();
});

it('refuses a second Palier process on the same data, and names the first', async () => {
  const { palier } = await startWithRow();
  const { en, fr } = await new EmbeddedProcess(directory).refused();
  expect(en).toContain(`Another Palier process (${palier.child.pid} on ${hostname()}, a server) uses ${directory}`);
  expect(fr).toContain(`Un autre processus Palier (${palier.child.pid} sur ${hostname()}, un serveur)`);
});

const inAContainer = hasContainers() ? it : it.skip;
inAContainer(
  'refuses a second Palier process in another container, and loses no write (needs root and unshare)',
  async () => {
    const { palier, server } = await startWithRow();
    const acknowledged: string[] = [];
    palier.on('acknowledged', (id) => acknowledged.push(id));
    palier.child.send('write');
    const refused = [
      await new EmbeddedProcess(directory, 'start', true).refused(),
      await new EmbeddedProcess(directory, 'attach', true).refused(),
    ];
    const holder = `(${palier.child.pid} on ${hostname()}, a server)`;
    expect(refused[0]?.en).toContain(`Another Palier process ${holder} uses ${directory}`);
    expect(refused[1]?.en).toContain(`the Palier process ${holder} that uses ${directory} does not answer`);
    await until(() => acknowledged.length === 200);
    const rows = (await kept(server.urls.owner)).map(({ id }) => id).sort();
    expect(rows).toEqual([...acknowledged, 'committed'].sort());
    await palier.stop();
  },
);
it('adopts the server that still runs after a kill -9 of Node', async () => {
  const { palier, server } = await startWithRow();
  const pid = serverId();
  await palier.kill();
  const again = await startsAgain();
  expect(again.server).toMatchObject({ adopted: true, port: server.port });
  expect(serverId()).toBe(pid);
  await again.palier.stop();
  expect(existsSync(join(cluster(), 'postmaster.pid'))).toBe(false);
});

it('starts after a kill -9 of Node and PostgreSQL', async () => {
  const { palier } = await startWithRow();
  killServer();
  await palier.kill();
  const again = await startsAgain();
  expect(again.server.adopted).toBe(false);
});

it('starts although another program reuses the process id of its server', async () => {
  const { palier } = await startWithRow();
  const file = join(cluster(), 'postmaster.pid');
  const stale = readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid));
  await palier.stop();
  writeFileSync(file, stale);
  const again = await startsAgain();
  expect(again.server.adopted).toBe(false);
});

it('has each acknowledged write once after a kill -9 of both during 200 writes', async () => {
  const { palier } = await startWithRow();
  const acknowledged: string[] = ['committed'];
  palier.on('acknowledged', (id) => {
    acknowledged.push(id);
    if (acknowledged.length !== 100) return;
    palier.child.kill('SIGKILL');
    killServer();
  });
  palier.child.send('write');
  await once(palier, 'ended');
  const { urls } = await new EmbeddedProcess(directory).started();
  const rows = (await kept(urls.owner)).map(({ id }) => id);
  expect(acknowledged.length).toBeGreaterThanOrEqual(100);
  expect(acknowledged.filter((id) => rows.filter((row) => row === id).length !== 1)).toEqual([]);
});

it('starts after a kill -9 during initdb', async () => {
  const first = new EmbeddedProcess(directory);
  await new Promise<void>((resolve) => {
    const making = watch(directory, (_, name) => {
      if (!name?.startsWith('postgres.new-')) return;
      making.close();
      resolve();
    });
  });
  await first.kill();
  expect(existsSync(cluster())).toBe(false);
  const { adopted } = await new EmbeddedProcess(directory).started();
  expect(adopted).toBe(false);
});

it('restarts a server that died, on the same port', async () => {
  const { palier, server } = await startWithRow();
  const runsAgain = new Promise<void>((resolve) => {
    palier.on('log', (line) => line.includes('runs again') && resolve());
  });
  killServer();
  await runsAgain;
  expect(await kept(server.urls.owner)).toEqual([{ id: 'committed' }]);
  await palier.stop();
});

it('attaches to the server of a running process and leaves it running, or starts one until it stops', async () => {
  const { palier, server } = await startWithRow();
  const beside = new EmbeddedProcess(directory, 'attach');
  expect(await beside.started()).toEqual({ ...server, adopted: true });
  await beside.stop();
  expect(await kept(server.urls.owner)).toHaveLength(1);
  await palier.stop();
  const alone = new EmbeddedProcess(directory, 'attach');
  expect((await alone.started()).adopted).toBe(false);
  await alone.stop();
  expect(existsSync(join(cluster(), 'postmaster.pid'))).toBe(false);
});

it('stops the server of a command that is interrupted', async () => {
  await (await startWithRow()).palier.stop();
  const command = new EmbeddedProcess(directory, 'attach');
  await command.started();
  command.child.kill('SIGINT');
  await once(command, 'ended');
  expect(existsSync(join(cluster(), 'postmaster.pid'))).toBe(false);
});

it('reports in one line that the data directory cannot be used', async () => {
  writeFileSync(join(directory, 'file'), '');
  const { en } = await new EmbeddedProcess(join(directory, 'file')).refused();
  expect(en).toMatch(/^The data directory .*file cannot be read and written \(\w+\): .* PALIER_DATA_DIR to another\.$/);
});

it('reports in one line that the passwords are missing', async () => {
  mkdirSync(cluster());
  const { en } = await new EmbeddedProcess(directory).refused();
  expect(en).toMatch(/^The passwords in .*secrets\.json cannot be read/);
});

it('reports in one line that the database is gone and the rest of its deployment is there', async () => {
  const { palier } = await startWithRow();
  await palier.stop();
  writeFileSync(join(directory, 'master.key'), '');
  renameSync(cluster(), join(directory, 'away'));
  mkdirSync(join(directory, 'backups'));
  for (const mode of ['start', 'attach'] as const) {
    const { en, fr } = await new EmbeddedProcess(directory, mode).refused();
    expect(en).toContain(
      `The database ${cluster()} is missing, and the directory still has master.key, backups of a deployment`,
    );
    expect(en).toContain('palier restore');
    expect(fr).toContain(cluster());
  }
  expect(existsSync(cluster())).toBe(false);
});

it('reports in one line that the directory of the database is empty', async () => {
  const { palier } = await startWithRow();
  await palier.stop();
  renameSync(cluster(), join(directory, 'away'));
  mkdirSync(cluster());
  const { en } = await new EmbeddedProcess(directory).refused();
  expect(en).toMatch(/^The directory .*postgres holds no database/);
});

it('reports in one line that the passwords are not those of the database', async () => {
  const { palier } = await startWithRow();
  await palier.stop();
  const file = join(directory, 'secrets.json');
  const right = readFileSync(file, 'utf8');
  writeFileSync(file, right.replace(/"admin": "[^"]+"/, '"admin": "wrong"'));
  const { en } = await new EmbeddedProcess(directory).refused();
  expect(en).toMatch(/^The passwords in .*secrets\.json are not those of the data beside it: /);
  expect(existsSync(join(cluster(), 'postmaster.pid'))).toBe(false);
  writeFileSync(file, right);
  await startsAgain();
});

const closedToTheServerOfRoot = async () => {
  const closed = join(directory, 'closed');
  mkdirSync(closed, { mode: 0o700 });
  const { en } = await new EmbeddedProcess(join(closed, 'data')).refused();
  expect(en).toMatch(
    new RegExp(`^As root, PostgreSQL runs as user \\d+, who may not enter ${closed}: run "chmod o\\+x ${closed}"`),
  );
};

const refusesRoot = async () => {
  for (const [uid, name] of [
    [65_533, "'#65533'"],
    [1, 'daemon'],
  ] as const) {
    chownSync(directory, uid, uid);
    for (const mode of ['start', 'attach'] as const) {
      writeFileSync(join(directory, 'secrets.json'), '{}');
      const { en } = await new EmbeddedProcess(directory, mode).refused();
      expect(en).toContain(`${directory} belongs to ${name}`);
      expect(en).toContain(`sudo -u ${name} `);
    }
  }
  expect(readdirSync(directory)).toEqual(['secrets.json']);
};

const notItsOwn = async () => {
  chmodSync(directory, 0o500);
  const { en } = await new EmbeddedProcess(directory).refused();
  expect(en).toContain('(EACCES)');
};

// Root may write anywhere, and only root runs PostgreSQL as another user.
if (asRoot) {
  it('reports in one line which directories the server of root cannot enter', closedToTheServerOfRoot);
  it('refuses root on the directory of another account, and makes nothing in it', refusesRoot);
} else it('reports in one line that the data directory belongs to another user', notItsOwn);
