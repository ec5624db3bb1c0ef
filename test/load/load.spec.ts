import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A module of the programs beside the scenarios, which have no types. */
const from = (name: string) => import(`../../k6/${name}.mjs`);
const url = 'http://127.0.0.1:3000';

async function read(args: string[], env: Record<string, string> = {}) {
  const { readArguments } = await from('arguments');
  return readArguments(['--url', url, ...args], env);
}
const names = ({ chosen }: { chosen: { name: string }[] }) => chosen.map(({ name }) => name);

/** Answers requests in this process while `work` runs. */
async function serving(answer: RequestListener, work: (url: string) => Promise<void>): Promise<void> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('the arguments of npm run load', () => {
  it('choose all, the steps of a file, or one', async () => {
    const { scenarios } = await from('scenarios');
    expect((await read([])).chosen).toHaveLength(scenarios.length);
    expect(names(await read(['steps', 'crowd']))).toEqual(['crowd', 'steps-1', 'steps-2', 'steps-3', 'steps-4']);
    expect(names(await read(['tenants-3']))).toEqual(['tenants-3']);
  });

  it('leave out further steps in the short form, where each scenario is small', async () => {
    const { chosen } = await read(['--short']);
    expect(names({ chosen })).toEqual(expect.arrayContaining(['steps-1', 'tenants-1']));
    expect(names({ chosen })).not.toEqual(expect.arrayContaining(['steps-2']));
    for (const { requests, seconds, isWhole } of chosen) {
      expect(requests).toBeLessThan(300);
      expect(seconds).toBeLessThanOrEqual(20);
      expect(isWhole).toBe(false);
    }
  });

  it('scale the rate, and the people where each is there all the time', async () => {
    const { chosen } = await read(['--rate', '0.1', '--seconds', '5', 'crowd', 'steps-4']);
    const [crowd, steps] = chosen;
    expect(crowd).toMatchObject({ loads: { VISITORS: 3000 }, atOnce: 3000, seconds: 5, isWhole: false });
    expect(steps).toMatchObject({ loads: { RATE: 340 }, requests: 340, atOnce: 1500, people: 1500 });
  });

  it('are of the whole load only with its rate and its time', async () => {
    const whole = async (...args: string[]) => (await read([...args, 'steps-1'])).chosen[0].isWhole;
    expect([await whole(), await whole('--rate', '2'), await whole('--seconds', '60')]).toEqual([true, true, true]);
    expect([await whole('--rate', '0.9'), await whole('--seconds', '29')]).toEqual([false, false]);
  });

  it('choose people of one tenant, or of teams that are spread over all', async () => {
    const { peopleOf } = await from('scenarios');
    expect(peopleOf({ tenant: 'load-velo', people: 2 })).toEqual([
      { tenant: 'load-velo', email: 'load-0@example.org' },
      { tenant: 'load-velo', email: 'load-1@example.org' },
    ]);
    const teams = peopleOf({ teams: 2000, people: 1000 }).map(({ tenant }: { tenant: string }) => tenant);
    expect(teams.slice(0, 2)).toEqual(['load-team-0', 'load-team-2']);
    expect(teams.at(-1)).toBe('load-team-1998');
    expect(peopleOf({})).toEqual([]);
  });

  it.each([
    [['nowhere'], 'There is no scenario nowhere: choose among browse, '],
    [['--rate', '0'], '--rate 0 sends nothing'],
    [['--rate', '-1'], '--rate'],
    [['--rate', 'fast'], '--rate fast is no share of the promised rate from 0.001 to 10.'],
    [['--rate', '2', 'storm'], 'storm has 1,000 accounts, and --rate 2 takes more'],
    [['--seconds', '900'], '--seconds 900 is no whole number from 1 to 300'],
    [['--url', 'palier'], '--url palier is no URL like http://127.0.0.1:3000.'],
    [['--metrics', 'http://127.0.0.1:9464/metrics,9465'], '--metrics 9465 is no URL'],
    [['--short', 'steps-4'], 'Of steps-4 there is no short form'],
    [['--speed', '3'], "Unknown option '--speed'"],
  ])('refuse %j with a sentence', async (args, sentence) => {
    await expect(read(args)).rejects.toThrow(sentence);
  });

  it('refuse to seed accounts with the well-known pass phrase beyond loopback', async () => {
    const far = ['--url', 'https://api.example', '--seed'];
    await expect(read(far)).rejects.toThrow('set PASSWORD to a pass phrase of your own');
    await expect(read(['--url', 'http://127.api.example', '--seed'])).rejects.toThrow('set PASSWORD');
    expect(await read(far, { PASSWORD: 'four horses eat three pears' })).toMatchObject({ seed: true });
  });

  it('name the base URL where it is missing', async () => {
    const { readArguments } = await from('arguments');
    expect(() => readArguments([], {})).toThrow('--url is missing: npm run load -- --url http://…');
  });
});

describe('the arguments of npm run load -- --coefficients', () => {
  const readAlone = async (args: string[]) => (await from('arguments')).readArguments(['--coefficients', ...args], {});

  it('take a file, and need no base URL', async () => {
    expect(await readAlone(['capacity.json'])).toMatchObject({ coefficients: 'capacity.json', short: false });
    expect(await readAlone(['capacity.json', '--short'])).toMatchObject({ short: true });
  });

  it.each([
    [['capacity.json', 'browse', 'feeds'], '--coefficients measures all scenarios: leave out browse, feeds.'],
    [['capacity.json', '--url', url, '--rate', '2'], 'starts a stack of its own: leave out --url, --rate.'],
    [['capacity.json', '--seed', '--json', 'rows.json'], 'leave out --seed, --json.'],
    [['--short'], "Option '--coefficients' argument is ambiguous"],
    [[''], '--coefficients names no file: give one, as in docs/capacity.json.'],
  ])('refuse %j with a sentence', async (args, sentence) => {
    await expect(readAlone(args)).rejects.toThrow(sentence);
  });
});

describe('what is under load', () => {
  const parts = { status: 'ok', parts: { database: 'up' } };
  const policy = '"address";q=200000;w=60';

  it('is a Palier that is ready', async () => {
    const { readTarget } = await from('target');
    await serving(
      (_request, answer) => answer.writeHead(200, { 'RateLimit-Policy': policy }).end(JSON.stringify(parts)),
      async (there) => expect(await readTarget(there)).toBe(policy),
    );
    await serving(
      (_request, answer) => answer.writeHead(503, { 'RateLimit-Policy': policy }).end(JSON.stringify(parts)),
      async (there) => expect(readTarget(there)).rejects.toThrow('is not ready: {"database":"up"}'),
    );
  });

  it('is refused where it is something else, or does not answer', async () => {
    const { readTarget } = await from('target');
    let closed = '';
    await serving(
      (_request, answer) => answer.end('<h1>It works!</h1>'),
      async (there) => {
        closed = there;
        await expect(readTarget(there)).rejects.toThrow(`${there} is no Palier: its /health/ready answers 200`);
      },
    );
    await expect(readTarget(closed)).rejects.toThrow(`${closed} does not answer (ECONNREFUSED)`);
  });

  it('is refused where it admits fewer requests of one address than are sent, with the setting to raise', async () => {
    const { tooLimited } = await from('target');
    expect(tooLimited(policy, { name: 'steps-4', requests: 3400 })).toBe(
      'steps-4 sends 3,400 requests a second, 204,000 in 60 s, and the base URL admits 200,000 of one address: raise RATE_LIMIT_REQUESTS of its processes to more than 204,000, or give a smaller --rate.',
    );
    expect(tooLimited(policy, { name: 'steps-3', requests: 2300 })).toBeUndefined();
  });

  it('tells the processor seconds of all its processes, or which page has none', async () => {
    const { processorSeconds, secondsOf } = await from('target');
    const page =
      'process_cpu_seconds_total{process="1"} 1.5\nprocess_cpu_seconds_total{process="2"} 2\nother_total 7\n';
    expect(secondsOf(page)).toBe(3.5);
    await serving(
      (request, answer) => answer.end(request.url === '/metrics' ? page : 'nothing'),
      async (there) => {
        expect(await processorSeconds([`${there}/metrics`, `${there}/metrics`])).toBe(7);
        await expect(processorSeconds([`${there}/health`])).rejects.toThrow(`--metrics ${there}/health has no`);
      },
    );
  });
});

describe('what k6 needs', () => {
  const plan = { name: 'crowd', atOnce: 30_000 };

  it('is enough open files for its connections', async () => {
    const { k6Options } = await from('k6');
    expect(() => k6Options(plan, url, { files: 1024, ports: 60_000 })).toThrow(
      'crowd opens 30000 connections, and this shell admits 1024 open files: raise them (ulimit -Hn 30100)',
    );
    expect(k6Options(plan, url, { files: 40_000, ports: 60_000 })).toEqual([]);
  });

  it('is enough ports, of which loopback has more', async () => {
    const { k6Options } = await from('k6');
    const machine = { files: 40_000, ports: 28_232 };
    expect(k6Options(plan, url, machine)).toEqual(['--local-ips', '127.0.0.1-127.0.0.2']);
    expect(() => k6Options(plan, 'https://api.example', machine)).toThrow('run it from several machines');
  });

  it('is k6 itself', async () => {
    const { findK6 } = await from('k6');
    expect(() => findK6({ K6: '/nowhere/k6' })).toThrow('/nowhere/k6 is missing: install it');
  });
});

describe('the table', () => {
  const held = { name: 'is written', passes: 5, fails: 0 };
  const untrue = { name: 'is read', passes: 790, fails: 10 };
  const summary = {
    root_group: { checks: {}, groups: { list: { checks: { untrue, held }, groups: {} } } },
    metrics: {
      http_reqs: { count: 1000 },
      'http_reqs{scenario:steps}': { count: 800 },
      'http_req_duration{scenario:steps}': { avg: 2.5, 'p(95)': 12.34, thresholds: { 'p(95)<120': true } },
      'http_req_failed{scenario:steps}': { value: 0.0125, thresholds: { 'rate<=0.0002': false } },
      dropped_iterations: { count: 3 },
    },
  };
  const plan = { name: 'steps-1', main: 'steps', promised: 'D5', seconds: 8, isWhole: true };
  const on = { seconds: 0.5, on: 'a machine' };

  it('has what was measured beside what was promised', async () => {
    const { rowOf } = await from('report');
    expect(rowOf(plan, { status: 99, summary }, on)).toMatchObject({
      scenario: 'steps-1',
      promised: 'D5',
      requestsASecond: 100,
      p95Ms: 12.34,
      failedShare: 0.0125,
      unsent: 3,
      cpuMsARequest: 0.5,
      missed: ['http_req_duration{scenario:steps}: p(95)<120'],
      untrue: ['"is read" failed 10 times'],
      verdict: 'missed',
      passed: false,
    });
  });

  it('calls a promise met only with all of its load', async () => {
    const { rowOf } = await from('report');
    expect(rowOf(plan, { status: 0, summary }, on)).toMatchObject({ verdict: 'met', passed: true });
    const verdict = rowOf({ ...plan, isWhole: false }, { status: 0, summary }, on).verdict;
    expect(verdict).toBe('held, with less load');
  });

  it('says that a scenario failed which came to no end, or sent nothing', async () => {
    const { rowOf } = await from('report');
    const nothing = { metrics: { http_reqs: { count: 0 } } };
    const beforeAlone = { metrics: { http_reqs: { count: 900 } } };
    for (const outcome of [
      { status: 107 },
      { status: null },
      { status: 0, summary: nothing },
      { status: 0, summary: beforeAlone },
      { status: 1, summary },
    ]) {
      expect(rowOf(plan, outcome, on)).toMatchObject({ verdict: 'failed', passed: false, cpuMsARequest: undefined });
    }
  });
});
