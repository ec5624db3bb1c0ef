// Real: the built API with its supervisor and its processes, signals, PostgreSQL behind a proxy that cuts its connections.
// Faked: nothing.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startApi } from '../support/built-process.js';
import { lastingPort } from '../support/lasting-port.js';
import { runSql } from '../support/sql.js';
import { startProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { masterKey } from '../support/test-app.js';
import { type TestDatabase, testDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { openWire, type Wire } from '../support/wire.js';
import type { Api } from './product.js';

/** Requests of one client, at most. */
const MOST_REQUESTS = 20_000;

describe('an API of two processes', () => {
  let test: TestDatabase;
  let proxy: TcpProxy;
  let metricsUrl: string;
  let api: Api | undefined;
  let pids: number[];
  let agents: Agent[];
  let over: boolean;
  /** How many requests had each status or code of an error. */
  let answers: Map<number | string, number>;
  let clients: Promise<void>[];

  beforeAll(async () => {
    test = await testDatabase();
    proxy = await startProxy(Number(new URL(test.appUrl).port));
  });
  beforeEach(() => {
    [pids, agents, over, answers, clients] = [[], [], false, new Map(), []];
    proxy.disturb('none');
  });
  afterEach(async () => {
    over = true;
    for (const agent of agents) agent.destroy();
    pids.push(...processes());
    await api?.end('SIGKILL');
    await Promise.all(clients);
    await until(() => pids.every(hasEnded));
    api = undefined;
  });
  afterAll(async () => {
    await proxy.close();
    await test.close();
  });

  const start = async (env: NodeJS.ProcessEnv = {}, printing?: string) => {
    const metricsPort = await lastingPort();
    metricsUrl = `http://127.0.0.1:${metricsPort}/metrics`;
    api = await startApi({ ...settings(), METRICS_PORT: String(metricsPort), ...env }, printing);
    return api;
  };
  const settings = () => ({
    DATABASE_URL: Object.assign(new URL(test.appUrl), { hostname: '127.0.0.1', port: String(proxy.port) }).href,
    PALIER_MASTER_KEY: masterKey,
    API_PROCESSES: '2',
    DRAIN_MS: '60000',
  });

  const keptAlive = () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    agents.push(agent);
    return agent;
  };

  /** @returns the status, or the code of the error */
  const ask = (agent: Agent | false = false, path = '/health/live') =>
    new Promise<number | string>((resolve) => {
      request(`${api?.url}${path}`, { agent }, (answer) => {
        answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
      })
        .once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
        .end();
    });

  /** Clients that send one request after the other, some on open connections, some on a new one each time. */
  const load = (kept: number, fresh: number) => {
    const client = async (agent: Agent | false) => {
      for (let sent = 0; sent < MOST_REQUESTS && !over; sent += 1) {
        const answer = await ask(agent);
        answers.set(answer, (answers.get(answer) ?? 0) + 1);
        // It no longer listens: the client would go elsewhere.
        if (answer === 'ECONNREFUSED') return;
      }
    };
    clients = [...Array.from({ length: kept }, keptAlive), ...Array.from({ length: fresh }, () => false as const)].map(
      client,
    );
  };
  const answered = () => answers.get(200) ?? 0;
  const more = async (requests: number) => {
    const from = answered();
    await until(() => answered() > from + requests);
  };
  const finish = async () => {
    over = true;
    await Promise.all(clients);
    for (const agent of agents) agent.destroy();
  };

  const metric = async (series: string) => {
    const text = await (await fetch(metricsUrl)).text();
    const line = text.split('\n').find((each) => each.startsWith(`${series} `));
    return line && Number(line.split(' ')[1]);
  };
  const bothServe = () => until(async () => (await metric('palier_api_processes{state="ready"}')) === 2);
  const processes = () => {
    const pid = api?.pid;
    if (!pid || hasEnded(pid)) return [];
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  };
  const hasEnded = (pid: number) => {
    try {
      return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    } catch {
      return true;
    }
  };

  /** Asks until an answer says that it is the last one. @returns its status, and what came after it */
  const untilClosed = async ({ send, answer, rest }: Wire) => {
    for (;;) {
      send('GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n');
      const { status, headers } = await answer();
      if (status !== 200 || headers.get('connection') === 'close') return `${status}${await rest()}`;
    }
  };

  it('fails no request while its processes are replaced again and again', async () => {
    await start({ API_RECYCLE_REQUESTS: '200' });
    await bothServe();
    const before = processes();
    load(4, 2);
    const ready = new Set<number>();
    await until(async () => {
      ready.add(Number(await metric('palier_api_processes{state="ready"}')));
      return Number(await metric('palier_api_process_restarts_total{reason="requests"}')) >= 4;
    });
    await until(() => answered() > 3000);
    // The new one serves before the old one drains.
    expect([...ready]).toEqual([2]);
    await finish();
    expect([...answers.keys()]).toEqual([200]);
    await until(() => processes().every((pid) => !before.includes(pid)));
    expect(await metric('palier_api_process_restarts_total{reason="died"}')).toBe(0);
    expect(await api?.end('SIGTERM')).toBe(0);
  });

  it('starts a process again that was killed, and hands on the connection that it had not taken', async () => {
    await start();
    await bothServe();
    const [killed = 0] = processes();
    process.kill(killed, 'SIGSTOP');
    let done = 0;
    const asked = Array.from({ length: 20 }, () =>
      ask().then((answer) => {
        done += 1;
        return answer;
      }),
    );
    // The frozen process was handed one, and gets no other before it has taken that.
    await until(() => done === 19);
    load(0, 4);
    process.kill(killed, 'SIGKILL');
    expect(await Promise.all(asked)).toEqual(asked.map(() => 200));
    await bothServe();
    await more(100);
    await finish();
    expect([...answers.keys()]).toEqual([200]);
    expect(processes()).not.toContain(killed);
    expect(await metric('palier_api_process_restarts_total{reason="died"}')).toBe(1);
    expect(api?.printed()).toMatch(/Process [12] was ended by SIGKILL: another starts\./);
  });

  it('leaves no client waiting whose connection no process had taken when the last one died', async () => {
    await start();
    await bothServe();
    const frozen = processes();
    for (const pid of frozen) process.kill(pid, 'SIGSTOP');
    // Each process is handed one; the others wait in the supervisor.
    const asked = Array.from({ length: 5 }, () => ask());
    await openWire(api?.url ?? '');
    for (const pid of frozen) process.kill(pid, 'SIGKILL');
    const became = new Set(await Promise.all(asked));
    expect([200, 'ECONNRESET']).toEqual(expect.arrayContaining([...became]));
    await bothServe();
  });

  it('goes on with those that it has while the system cannot start another', async () => {
    const { pid = 0 } = await start();
    await bothServe();
    const limitFiles = (most: number) => spawnSync('prlimit', ['--pid', String(pid), `--nofile=${most}:`]);
    const [killed = 0, other = 0] = processes();
    expect(limitFiles(readdirSync(`/proc/${pid}/fd`).length).status).toBe(0);
    process.kill(killed, 'SIGKILL');
    await until(() => /could not be started/.test(api?.printed() ?? ''));
    expect(processes()).toEqual([other]);
    limitFiles(1024);
    await bothServe();
    expect(processes()).toContain(other);
    expect(await ask()).toBe(200);
  });

  it('answers on each connection that was open when SIGTERM came', async () => {
    const { end, url } = await start();
    await bothServe();
    load(10, 0);
    await more(500);
    const opened = await Promise.all(Array.from({ length: 200 }, () => openWire(url)));
    // A service manager sends it to all of them.
    for (const pid of processes()) process.kill(pid, 'SIGTERM');
    const ended = end('SIGTERM');
    expect(new Set(await Promise.all(opened.map(untilClosed)))).toEqual(new Set(['200']));
    await Promise.all(clients);
    expect(await ended).toBe(0);
    expect([...answers.keys()].sort()).toEqual([200, 'ECONNREFUSED']);
  });

  it('answers on each connection that waited to be accepted when SIGTERM came', async () => {
    const { end, url, pid } = await start();
    await bothServe();
    // Then the system sets connections up, and nobody accepts them.
    process.kill(pid, 'SIGSTOP');
    const waiting = await Promise.all(Array.from({ length: 50 }, () => openWire(url)));
    const ended = end('SIGTERM');
    process.kill(pid, 'SIGCONT');
    expect(new Set(await Promise.all(waiting.map(untilClosed)))).toEqual(new Set(['200']));
    expect(await ended).toBe(0);
  });

  it.each(['SIGINT', 'SIGHUP'] as const)('ends at once on %s, although a connection is open', async (signal) => {
    const { end } = await start();
    await bothServe();
    pids = processes();
    expect(await ask(keptAlive())).toBe(200);
    // As a terminal does.
    for (const pid of pids) process.kill(pid, signal);
    expect(await end(signal)).toBe(0);
    expect(pids.map(hasEnded)).toEqual([true, true]);
  });

  it('ends at once on a second signal', async () => {
    const { signal, end } = await start();
    await bothServe();
    pids = processes();
    expect(await ask(keptAlive())).toBe(200);
    signal('SIGTERM');
    await until(async () => (await ask()) === 'ECONNREFUSED');
    expect(await end('SIGTERM')).toBe(1);
    await until(() => pids.every(hasEnded));
  });

  it('kills a process that hangs, in place of waiting for it for ever', async () => {
    const { end } = await start({ DRAIN_MS: '100', REQUEST_TIMEOUT_MS: '100' });
    await bothServe();
    pids = processes();
    process.kill(pids[0] as number, 'SIGSTOP');
    expect(await end('SIGTERM')).toBe(0);
    expect(pids.map(hasEnded)).toEqual([true, true]);
  });

  it('leaves no process behind when its supervisor is killed, and answers on open connections', async () => {
    const { end } = await start();
    await bothServe();
    pids = processes();
    const kept = keptAlive();
    expect(await ask(kept)).toBe(200);
    await end('SIGKILL');
    await until(async () => (await ask()) === 'ECONNREFUSED');
    expect(await ask(kept)).toBe(200);
    await until(() => pids.every(hasEnded));
  });

  it('serves the metrics of both processes, each series with its process', async () => {
    await start();
    await bothServe();
    // A page leaves out who does not answer within a second.
    const pageOf = (count: number) =>
      until(async () => {
        const text = await (await fetch(metricsUrl)).text();
        return new Set(text.match(/^palier_database_waiting\{process="[12]"/gm)).size === count ? text : undefined;
      });
    const text = await pageOf(2);
    const lines = text.split('\n');
    expect(lines.filter((line) => line.startsWith('# TYPE palier_database_waiting '))).toHaveLength(1);
    const series = lines.filter((line) => line && !line.startsWith('#') && !line.startsWith('palier_api_process'));
    expect(series.filter((line) => !/^\w+\{process="[12]"[,}]/.test(line))).toEqual([]);
    expect(new Set(series).size).toBe(series.length);
    expect((await fetch(metricsUrl.replace('metrics', 'other'))).status).toBe(404);
    // A frozen process is left out.
    const [frozen = 0] = processes();
    process.kill(frozen, 'SIGSTOP');
    const without = await pageOf(1);
    process.kill(frozen, 'SIGCONT');
    expect(new Set(without.match(/process="\d"/g))).toHaveProperty('size', 1);
  });

  it('starts while the database is away, and refuses no connection when it goes on to serve', async () => {
    proxy.disturb('cut');
    await start({}, 'waits for the database');
    // The first one says so before its supervisor has opened the port of the metrics.
    await until(async () => (await metric('palier_api_processes{state="waiting"}').catch(() => 0)) === 2);
    load(3, 3);
    await more(100);
    proxy.disturb('none');
    await bothServe();
    await more(200);
    await finish();
    expect([...answers.keys()]).toEqual([200]);
    expect(api?.printed()).toContain('Palier serves on');
    expect(await metric('palier_api_process_restarts_total{reason="died"}')).toBe(0);
    expect(await ask(false, '/health/ready')).toBe(200);
  });

  it('starts a process again while the database is away, which takes no connections from one that serves', async () => {
    await start();
    await bothServe();
    proxy.disturb('cut');
    const [killed = 0] = processes();
    process.kill(killed, 'SIGKILL');
    await until(() => api?.printed().includes('waits for the database'));
    const asked = await Promise.all(Array.from({ length: 50 }, () => ask(false, '/health/ready')));
    expect(new Set(asked)).toEqual(new Set([200]));
    proxy.disturb('none');
    await bothServe();
  });

  it('lets a process go on while its successor cannot start', async () => {
    await start({ API_RECYCLE_REQUESTS: '100' });
    await bothServe();
    const name = new URL(test.appUrl).pathname.slice(1);
    await runSql(test.adminUrl, `ALTER DATABASE ${name} CONNECTION LIMIT 40`);
    try {
      load(2, 2);
      await until(() => /A process that should replace process [12] ended with 1/.test(api?.printed() ?? ''));
      expect(api?.printed()).toContain('admits 40 by CONNECTION LIMIT');
      await more(100);
      expect(await metric('palier_api_process_restarts_total{reason="requests"}')).toBe(0);
      expect(await metric('palier_api_processes{state="ready"}')).toBe(2);
    } finally {
      await runSql(test.adminUrl, `ALTER DATABASE ${name} CONNECTION LIMIT -1`);
    }
    await until(async () => Number(await metric('palier_api_process_restarts_total{reason="requests"}')) >= 1);
    await finish();
    expect([...answers.keys()]).toEqual([200]);
  });

  it('loads nothing of the application into the supervisor', () => {
    const chunk = (path: string) => readFileSync(join('dist/apps/api', path), 'utf8');
    const named = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, path = '']) => path);
    const [entry = ''] = named(chunk('main.js'), /import\("([^"]+)"\)/g).filter((path) =>
      chunk(path).includes('processes/main.js'),
    );
    const loaded = new Set([entry]);
    for (const path of loaded)
      for (const next of named(chunk(path), /^(?:\} from|import|.* from) "\.?\/?([^"]+\.js)"/gm))
        loaded.add(join(dirname(entry), next));
    expect(loaded.size).toBeGreaterThan(1);
    expect([...loaded].filter((path) => /NestFactory|class-validator/.test(chunk(path)))).toEqual([]);
  });

  it.each([
    [
      'no process',
      'api',
      { API_PROCESSES: '0' },
      /^API_PROCESSES: "0" is refused; it accepts a whole number from 1 to 64/,
    ],
    ['1,000 processes', 'api', { API_PROCESSES: '1000' }, /^API_PROCESSES: "1000" is refused; it accepts/],
    [
      'replacements of a single process',
      'api',
      { API_PROCESSES: '1', API_RECYCLE_REQUESTS: '5' },
      /^API_RECYCLE_REQUESTS: .* set API_PROCESSES to 2 or more/,
    ],
    [
      'more connections than PostgreSQL admits',
      'api',
      { API_PROCESSES: '64' },
      /^The API may open 1472 connections to PostgreSQL \(23 for each process, 64 at a time\), which admits \d+ by max_connections: .*API_PROCESSES/,
    ],
    [
      'more connections of one process',
      'api',
      { API_PROCESSES: '1', DATABASE_POOL_SIZE: '500' },
      /^The API may open 513 connections to PostgreSQL \(513 for each process, 1 at a time\)/,
    ],
    [
      'a memory limit below what a process takes',
      'api',
      { API_RECYCLE_BYTES: '1000000' },
      /^A process of the API takes \d+ bytes before its first request/,
    ],
    ['several processes of npm start', 'solo', {}, /"npm start" runs everything in one process.*"npm run api"/],
  ])('refuses %s in one sentence', async (_, name, env, sentence) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'palier-test-'));
    const port = String(await lastingPort());
    const { PATH, HOME } = process.env;
    const all = {
      PATH,
      HOME,
      HOST: '127.0.0.1',
      PORT: port,
      METRICS_PORT: '0',
      LOG_LEVEL: 'warn',
      ...settings(),
      DATABASE_URL: test.appUrl,
      PALIER_DATA_DIR: dataDir,
      ...env,
    };
    const { status, stdout, stderr } = spawnSync(process.execPath, [`dist/apps/${name}/main.js`], {
      env: all,
      encoding: 'utf8',
    });
    expect([status, stdout, stderr.trimEnd().split('\n')]).toEqual([1, '', [expect.stringMatching(sentence)]]);
  });
});
