import { execFileSync } from 'node:child_process';

/** A module of the programs beside the scenarios, which have no types. */
const from = (name: string) => import(`../../k6/coefficients/${name}.mjs`);

const about = { machine: '2 cores', commit: '1234abcd', day: '2026-11-30' };
const requests = (values: object) => ({ unit: 'ms of CPU a request', values, scenario: 'browse' });
const bytes = (values: object) => ({ unit: 'KB on disk', values, scenario: 'new' });

async function merge(first: object, second: object, former: object = {}) {
  return (await from('merge')).merge([first, second], former, about);
}

describe('two runs of coefficients', () => {
  it('are merged to their means, with the largest deviation of a part', async () => {
    const runs = [
      { stores: requests({ api: 0.95, database: 0.4 }) },
      { stores: requests({ api: 1.05, database: 0.4 }) },
    ];
    expect(await merge(runs[0] as object, runs[1] as object)).toEqual({
      coefficients: { stores: { ...requests({ api: 1, database: 0.4 }), spread: 0.1, ...about } },
      differing: [],
    });
  });

  it('keep the former coefficient where a part differs by more than 20 %, and name it', async () => {
    const former = { stores: { ...requests({ api: 0.7 }), day: '2026-01-01' }, ride: requests({ api: 9 }) };
    const first = { stores: requests({ api: 1, database: 0.4 }) };
    const second = { stores: requests({ api: 1.3, database: 0.4 }) };
    expect(await merge(first, second, former)).toEqual({
      coefficients: former,
      differing: ['stores, api: 1 and 1.3 ms of CPU a request. Its former value stays.'],
    });
    expect(await merge(first, second)).toEqual({
      coefficients: {},
      differing: ['stores, api: 1 and 1.3 ms of CPU a request. It has no former value.'],
    });
  });

  it('may differ in a part that takes little of the processor time', async () => {
    const [first, second] = [requests({ api: 1, jobs: 0.001 }), requests({ api: 1, jobs: 0.004 })];
    expect(await merge({ stores: first }, { stores: second })).toMatchObject({ differing: [] });
    expect(
      await merge({ tenant: bytes({ velo: 1, veille: 9 }) }, { tenant: bytes({ velo: 2, veille: 9 }) }),
    ).toMatchObject({
      differing: ['tenant, velo: 1 and 2 KB on disk. It has no former value.'],
    });
  });

  it('are judged product by product where each has bytes of its own', async () => {
    const former = { tenant: { ...bytes({ velo: 3, veille: 7 }), day: '2026-01-01' } };
    const [first, second] = [bytes({ velo: 1, veille: 9 }), bytes({ velo: 2, veille: 9 })];
    const { coefficients } = await merge({ tenant: first }, { tenant: second }, former);
    expect(coefficients.tenant).toEqual({ ...bytes({ velo: 3, veille: 9 }), spread: 0, ...about });
  });

  it('are not taken where one has nothing', async () => {
    const { coefficients, differing } = await merge({ session: bytes({ redis: 0 }) }, { session: bytes({ redis: 0 }) });
    expect(coefficients).toEqual({});
    expect(differing).toHaveLength(1);
  });
});

it('counts the processor time of a process with that of children that have ended', async () => {
  const { secondsOf } = await from('processor');
  const before = secondsOf(process.pid);
  const burn = 'const { cpuUsage } = process; while (cpuUsage().user < 300_000);';
  execFileSync(process.execPath, ['-e', burn]);
  expect(secondsOf(process.pid) - before).toBeGreaterThanOrEqual(0.29);
});
