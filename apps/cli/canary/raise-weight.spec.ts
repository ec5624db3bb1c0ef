// Real: the commands that set and print the weight, on a file, the reading of metrics over sockets. Faked: both versions, by servers
// of metrics; the smoke test.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { usualBounds } from '#platform/telemetry';
import { until } from '../../../test/support/until.js';
import { type Raise, raiseWeight } from './raise-weight.js';
import { Side } from './side.js';
import { Weight } from './weight.js';

const LIST = '/v1/stores/:tenant/apps';
const LOGIN = '/v1/auth/:tenant/login';

/** A process of which only the metrics answer. At each scrape it has answered more. */
class FakeProcess {
  url = '';
  startedAt = 1000;
  /** What it answers between two scrapes. */
  traffic: (count: FakeProcess['count']) => void = () => {};
  text: (metrics: string) => string | undefined = (metrics) => metrics;
  private readonly server: Server;
  private durations = new Map<string, number[]>();

  constructor() {
    this.server = createServer((_asked, answer) => {
      this.traffic((...args) => this.count(...args));
      const text = this.text(this.metrics());
      if (text === undefined) answer.destroy();
      else answer.end(text);
    });
  }

  listen = () =>
    new Promise<void>((resolve) => {
      this.server.listen(0, '127.0.0.1', () => {
        this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
        resolve();
      });
    });

  close = () => this.server.close().closeAllConnections();

  count(requests: number, route: string, status = '2xx', seconds = 0.004, method = 'GET'): void {
    const labels = `method="${method}",route="${route}",status="${status}"`;
    const all = this.durations.get(labels) ?? [];
    this.durations.set(labels, [...all, ...new Array(requests).fill(seconds)]);
  }

  restart(): void {
    this.startedAt += 1;
    this.durations = new Map();
  }

  private metrics(): string {
    const name = 'palier_http_request_duration_seconds_bucket';
    const lines = [...this.durations].flatMap(([labels, all]) =>
      [...usualBounds, Number.POSITIVE_INFINITY].map((bound) => {
        const le = bound === Number.POSITIVE_INFINITY ? '+Inf' : bound;
        return `${name}{${labels},le="${le}"} ${all.filter((one) => one <= bound).length}`;
      }),
    );
    return [`process_start_time_seconds ${this.startedAt}`, ...lines, ''].join('\n');
  }
}

describe('a canary', () => {
  let old: FakeProcess;
  let fresh: FakeProcess;
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'palier-canary-'));
    writeFileSync(join(folder, 'weight'), '0\n');
    writeFileSync(join(folder, 'log'), '');
    writeFileSync(join(folder, 'set'), `echo $1 >> ${folder}/log; echo $1 > ${folder}/weight\n`);
    [old, fresh] = [new FakeProcess(), new FakeProcess()];
    await Promise.all([old.listen(), fresh.listen()]);
    for (const one of [old, fresh]) one.traffic = (count) => count(100, LIST);
  });
  afterEach(() => {
    for (const one of [old, fresh]) one.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const inForce = () => readFileSync(join(folder, 'weight'), 'utf8').trim();
  const wasSet = () => readFileSync(join(folder, 'log'), 'utf8').split('\n').slice(0, -1).map(Number);

  interface Given extends Partial<Raise> {
    set?: string;
    get?: string;
    patienceMs?: number;
    check?: () => Promise<string | undefined>;
  }
  async function raise({ set, get, patienceMs, check = async () => undefined, ...given }: Given = {}) {
    const said: string[] = [];
    const outcome = await raiseWeight(
      {
        old: new Side([old.url]),
        fresh: new Side([fresh.url]),
        weight: new Weight(set ?? `sh ${folder}/set {weight}`, get ?? `cat ${folder}/weight`, patienceMs),
        stepMs: 0,
        lookMs: 1,
        signal: new AbortController().signal,
        ...given,
        say: (line) => {
          said.push(line);
          given.say?.(line);
        },
      },
      check,
    );
    return { ...outcome, said };
  }

  it('raises the weight of a good version step by step, and says what it compared', async () => {
    // OLD has no clients any more at the end.
    old.traffic = (count) => void (inForce() !== '100' && count(100, LIST));
    const { said, ...outcome } = await raise();
    expect(outcome).toEqual({ state: 'done', weight: 100, reason: 'NEW answers all clients.' });
    expect(wasSet()).toEqual([5, 25, 50, 100]);
    expect(said.slice(0, 2)).toEqual([
      '5 % of the clients are on NEW.',
      '5 % passed, compared requests of NEW: 100, routes: 1.',
    ]);
  });

  it.each<[string, (side: FakeProcess['count']) => void, string]>([
    [
      'errors',
      (count) => {
        count(98, LIST);
        count(2, LIST, '5xx');
      },
      'of NEW are errors (5xx), and 0 of',
    ],
    [
      'errors of a route that is seldom asked for',
      (count) => {
        count(200, LIST);
        count(1, '/v1/rides', '5xx');
      },
      'Of all routes',
    ],
    [
      'slowness',
      (count) => {
        count(80, LIST);
        count(20, LIST, '2xx', 0.304);
      },
      'take longer than 100 ms, twice the p95 of OLD or more, and 0',
    ],
    [
      'refused sign-ins',
      (count) => {
        count(100, LIST);
        count(70, LOGIN, '2xx', 0.004, 'POST');
        count(30, LOGIN, '4xx', 0.004, 'POST');
      },
      `Of POST ${LOGIN}, `,
    ],
  ])('sets 0 for %s, and says so in a sentence', async (_what, traffic, sentence) => {
    old.traffic = (count) => {
      count(1900, LIST);
      count(100, LOGIN, '2xx', 0.004, 'POST');
    };
    fresh.traffic = traffic;
    const { state, weight, reason } = await raise({ stepMs: 60_000 });
    expect([state, weight, inForce(), wasSet()]).toEqual(['rolled back', 0, '0', [5, 0]]);
    expect(reason).toMatch(/^Of .*\.$/);
    expect(reason).toContain(sentence);
  });

  it('sets 0 where NEW restarts, and where it stops to answer', async () => {
    let scrapes = 0;
    fresh.traffic = () => {
      scrapes += 1;
      if (scrapes === 3) fresh.restart();
    };
    const restarted = await raise({ stepMs: 60_000 });
    expect(restarted).toMatchObject({ state: 'rolled back', weight: 0 });
    expect(restarted.reason).toBe('Processes restarted: 1 of NEW, 0 of OLD.');
    fresh.traffic = () => {};
    const asked = { times: 0 };
    fresh.text = (metrics) => {
      asked.times += 1;
      return asked.times > 2 ? undefined : metrics;
    };
    const gone = await raise({ stepMs: 60_000 });
    expect(gone).toMatchObject({ state: 'rolled back', weight: 0 });
    expect(gone.reason).toMatch(/^The metrics of NEW do not answer any more at http:.*\.$/);
    // One look without an answer is none yet.
    expect(asked.times).toBe(5);
  });

  it('lets pass what OLD does too, a little more of it, and what is fast enough', async () => {
    for (const side of [old, fresh])
      side.traffic = (count) => {
        count(95, LIST, '2xx', side === fresh ? 0.09 : 0.004);
        count(5, LIST, '5xx');
        count(1000, LOGIN, '2xx', 0.3, 'POST');
        count(side === fresh ? 80 : 30, LOGIN, '4xx', 0.3, 'POST');
        if (side === fresh) count(40, LOGIN, '2xx', 1.2, 'POST');
      };
    expect(await raise()).toMatchObject({ state: 'done' });
  });

  it('goes on where a counter fell on OLD, whose process restarted', async () => {
    let scrapes = 0;
    old.traffic = (count) => {
      scrapes += 1;
      if (scrapes === 3) old.restart();
      count(scrapes === 1 ? 10_000 : 100, LIST);
    };
    const { state, said } = await raise();
    expect([state, said.filter((line) => line.startsWith('Waits'))]).toEqual(['done', []]);
  });

  it('waits where too little is asked for, says so, and goes on from there after a signal', async () => {
    // Neither probes nor scanners are clients.
    const few: FakeProcess['traffic'] = (count) => {
      count(1, LIST);
      count(90, '/health/ready');
      count(90, 'none', '4xx');
    };
    writeFileSync(join(folder, 'weight'), '25');
    [old.traffic, fresh.traffic] = [few, few];
    const ending = new AbortController();
    const say = (line: string) => void (line.startsWith('Waits') && ending.abort());
    const { said, ...outcome } = await raise({ signal: ending.signal, say });
    expect(said.at(-1)).toBe(
      'Waits at 25 %, compared requests of NEW: 0, routes: 0; needed: 100, on routes with 20 on each side.',
    );
    const reason = 'a signal ended it; started again, it goes on from there.';
    expect(outcome).toEqual({ state: 'stopped', weight: 25, reason });
    expect(wasSet()).toEqual([]);
    for (const one of [old, fresh]) one.traffic = (count) => count(100, LIST);
    expect(await raise()).toMatchObject({ state: 'done' });
    expect(wasSet()).toEqual([50, 100]);
    // Nothing is left to do, and nothing to compare with.
    old.traffic = () => {};
    expect(await raise()).toMatchObject({ state: 'done', said: [] });
    expect(wasSet()).toEqual([50, 100]);
  });

  it('waits while OLD does not answer', async () => {
    let [scrapes, passedAt] = [0, 0];
    old.text = (metrics) => {
      scrapes += 1;
      return scrapes > 2 && scrapes < 20 ? undefined : metrics;
    };
    fresh.traffic = (count) => count(40, LIST);
    const say = (line: string) => {
      if (line.startsWith('5 % passed')) passedAt = scrapes;
    };
    const { state, said } = await raise({ say });
    expect([state, passedAt]).toEqual(['done', 20]);
    expect(said[2]).toMatch(/^Waits at 5 %, OLD has no metrics at http:.*\.$/);
  });

  it('begins nothing with a version that fails the smoke test, and takes back what it had', async () => {
    const check = async () => 'The smoke test failed at health: Degraded: storage.';
    expect(await raise({ check })).toMatchObject({ state: 'rolled back', weight: 0, reason: await check() });
    expect(wasSet()).toEqual([]);
    writeFileSync(join(folder, 'weight'), '50');
    expect(await raise({ check })).toMatchObject({ state: 'rolled back', weight: 0 });
    expect(wasSet()).toEqual([0]);
  });

  it('goes on where the weight cannot be read twice, and sets 0 after the third time, trying that again', async () => {
    writeFileSync(
      join(folder, 'get'),
      `n=$(cat ${folder}/reads 2> /dev/null || echo 0); echo $((n + 1)) > ${folder}/reads
if [ $n -ge $1 ] && [ $n -lt $2 ]; then exit 7; fi; cat ${folder}/weight\n`,
    );
    // The first reads the weight in force, the second what was set. A step takes four looks.
    for (const one of [old, fresh]) one.traffic = (count) => count(30, LIST);
    expect(await raise({ get: `sh ${folder}/get 2 4` })).toMatchObject({ state: 'done' });
    for (const file of ['weight', 'reads']) writeFileSync(join(folder, file), '0');
    const { state, weight, reason } = await raise({ get: `sh ${folder}/get 2 7`, stepMs: 60_000 });
    expect([state, weight, inForce()]).toEqual(['failed', 0, '0']);
    expect(reason).toContain('ended with 7');
  });

  it('waits for processes that still start', async () => {
    let looks = 0;
    fresh.text = (metrics) => {
      looks += 1;
      return looks < 5 ? undefined : metrics;
    };
    expect(await raise()).toMatchObject({ state: 'done' });
  });

  it('takes back what NEW had where it has no metrics any more when a canary goes on', async () => {
    writeFileSync(join(folder, 'weight'), '25');
    fresh.text = () => undefined;
    const { state, weight, reason } = await raise();
    expect([state, weight, inForce()]).toEqual(['rolled back', 0, '0']);
    expect(reason).toMatch(/^NEW has no metrics at /);
  });

  it('leaves the weight to somebody else who sets it', async () => {
    const say = () => writeFileSync(join(folder, 'weight'), '50');
    const { state, weight, reason } = await raise({ say, stepMs: 60_000 });
    expect([state, weight, inForce(), wasSet()]).toEqual(['failed', 50, '50', [5]]);
    expect(reason).toContain('Somebody else set 50 % in place of 5 %');
  });

  it.each([
    ['OLD', () => old],
    ['NEW', () => fresh],
  ])('sets nothing where %s has no metrics', async (name, side) => {
    for (const text of [undefined, '<html>']) {
      side().text = () => text;
      const { state, weight, reason } = await raise();
      expect([state, weight, wasSet()]).toEqual(['failed', 0, []]);
      expect(reason).toMatch(
        new RegExp(`^${name} has no metrics at http://127.0.0.1:\\d+/metrics.*METRICS_PORT.*\\.$`),
      );
    }
  });

  it.each([
    ['fails', 'echo no >&2; exit 4', / ended with 4, and said “no”\.$/],
    ['does nothing', 'exit 0', / ended well, and .* prints 5\.$/],
    ['hangs', `echo $$ > $0.pid; sleep 1000; true`, / did not end within 1 s, and was killed\.$/],
  ])('sets 0 where the command %s', async (_what, how, sentence) => {
    writeFileSync(join(folder, 'set'), `if [ $1 = 25 ]; then ${how}; fi\n${readFileSync(join(folder, 'set'))}`);
    const { state, weight, reason } = await raise({ patienceMs: 1000 });
    expect([state, weight, inForce()]).toEqual(['failed', 0, '0']);
    expect(reason).toMatch(sentence);
    if (!how.includes('sleep')) return;
    const pid = Number(readFileSync(join(folder, 'set.pid')));
    await until(() => !isThere(-pid));
  });

  it('says that it does not know the weight where 0 cannot be set', async () => {
    const { state, weight, reason } = await raise({ set: `sh ${folder}/absent {weight}` });
    expect([state, weight]).toEqual(['failed', undefined]);
    expect(reason).toMatch(/Nor could 0 % be set: .* Set it by hand\.$/);
  });

  it.each([
    ['prints no number', 'echo on', 'printed "on" and not a percentage'],
    ['prints nothing', 'true', 'set 0 first where nothing was set yet'],
    ['prints too much', 'echo 101', 'not a percentage from 0 to 100'],
    ['is not there', '/absent/get', 'could not be started'],
  ])('sets nothing where the command that prints the weight %s', async (_what, get, sentence) => {
    const { state, weight, reason } = await raise({ get });
    expect([state, weight, wasSet()]).toEqual(['failed', undefined, []]);
    expect(reason).toContain(sentence);
  });
});

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
