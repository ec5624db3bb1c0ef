import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { palier } from '../../test/support/command-line.js';

const directory = mkdtempSync(join(tmpdir(), 'palier-plan-'));
afterAll(() => rmSync(directory, { recursive: true }));
afterEach(() => jest.useRealTimers());

const usual = { '--tenants': '500', '--users': '200', '--rps': '500', '--product': 'veille' };
const plan = (given: Record<string, string> = {}, ...more: string[]) =>
  palier({}, 'plan', ...Object.entries({ ...usual, ...given }).flat(), ...more);

/** A file with this text. */
function written(text: string): string {
  const file = join(directory, 'given.json');
  writeFileSync(file, text);
  return file;
}

const prices = JSON.parse(readFileSync('docs/prices.json', 'utf8'));
const [first] = prices.machines;
const listOf = (machine: object, volume = prices.volume) => ({
  '--prices': written(JSON.stringify({ machines: [{ ...first, ...machine }], volume })),
});

describe('palier plan', () => {
  it('prints machines, euros and the arithmetic, line by line, and the same as JSON', async () => {
    const { code, stdout } = await plan();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^veille: 500 tenants, 200 users at once, 500 requests a second\n/);
    expect(stdout).toMatch(/\nstep +scale\nprocesses +\d+ API process.*worker/);
    expect(stdout).toMatch(/\n {2}api cores: \(500 requests\/s × [\d.]+ ms \+ .*\/ 1000 = [\d.]+\n/);
    expect(stdout).toMatch(/\n {2}processes: .* = [\d.]+ euros\n/);
    expect(stdout).toContain('\nAssumed\n');
    const json = JSON.parse((await plan({}, '--json')).stdout);
    expect(stdout).toContain(`${json.euros.toFixed(2)} a month`);
    for (const line of [
      ...json.demand.lines,
      ...json.assumptions,
      ...json.away,
      ...json.machines.map((each: { line: string }) => each.line),
    ])
      expect(stdout).toContain(line);
  });

  it.each(['0', '-1', '1e12', 'nan', '2,000', '1000001', ''])('refuses %j requests a second', async (rps) => {
    const { code, stdout, stderr } = await plan({ '--rps': rps });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('Write a number from 0.001 to 1,000,000 without separators, as in 2000.');
  });

  it.each([
    ['--tenants', '0'],
    ['--users', '1.5'],
  ])('refuses %s %s', async (option, value) => {
    expect(await plan({ [option]: value })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Write a whole number from 1 to'),
    });
  });

  it('refuses an unknown product, and names the known ones', async () => {
    const { code, stderr } = await plan({ '--product': 'velos' });
    expect(code).toBe(1);
    expect(stderr).toContain('Allowed choices are wistant, veille, journeys, etude-line, velo.');
  });

  it.each([
    ['an empty list', { machines: [] }, 'has no machines: list one at least, as docs/prices.json does.'],
    ['no list', 'free', 'has no machines: list one at least, as docs/prices.json does.'],
  ])('refuses prices with %s', async (_what, file, sentence) => {
    const { code, stdout, stderr } = await plan({ '--prices': written(JSON.stringify(file)) });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(sentence);
  });

  it.each([
    ['a price of 0', { euros: 0 }, 'machine CX23 needs a number greater than 0 as "euros".'],
    ['no processors', { vcpus: undefined }, 'machine CX23 needs a number greater than 0 as "vcpus".'],
    ['a price in words', { euros: '5' }, 'machine CX23 needs a number greater than 0 as "euros".'],
    ['a price in a list', { euros: [5] }, 'machine CX23 needs a number greater than 0 as "euros".'],
    ['nothing about sharing', { shared: undefined }, 'machine CX23 needs true or false as "shared".'],
    ['a day to come', { day: '2999-01-01' }, 'machine CX23 has a price of 2999-01-01, a day that is yet to come.'],
    ['no day', { day: undefined }, 'machine CX23 needs the day of its price, as in "day": "2026-06-15".'],
    ['no such day', { day: '2026-02-31' }, 'machine CX23 needs the day of its price, as in "day": "2026-06-15".'],
    ['no source', { source: undefined }, 'machine CX23 needs the source of its price.'],
    ['no name', { name: undefined }, 'machine 1 needs a name.'],
  ])('refuses a machine with %s', async (_what, machine, sentence) => {
    const { code, stderr } = await plan(listOf(machine));
    expect([code, stderr]).toEqual([1, expect.stringContaining(sentence)]);
  });

  it('refuses a price list without the price of disk', async () => {
    const { stderr } = await plan(listOf({}, { ...prices.volume, euros: 0 }));
    expect(stderr).toContain('"volume", a gigabyte of disk, needs a number greater than 0 as "euros".');
  });

  it('refuses a file that is not there, or is not JSON', async () => {
    expect((await plan({ '--prices': join(directory, 'absent') })).stderr).toContain('cannot be read (ENOENT).');
    expect((await plan({ '--coefficients': written('{') })).stderr).toContain('is not JSON.');
    expect((await plan({ '--coefficients': written('{}') })).stderr).toContain('has no version');
    const { stderr } = await plan({ '--coefficients': written('{"version":"0.1.0"}') });
    expect(stderr).toContain('has no readers.api: measure it with "npm run load -- --coefficients');
  });

  it.each([['1'], [null], [-1], [1e300]])('refuses the coefficient %j', async (wrong) => {
    const capacity = JSON.parse(readFileSync('docs/capacity.json', 'utf8'));
    capacity.coefficients.readers.values.database = wrong;
    const { code, stderr } = await plan({ '--coefficients': written(JSON.stringify(capacity)) });
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining(`readers.database is ${JSON.stringify(wrong)}, and must be a number from 0.`),
    ]);
  });

  it('says that coefficients are of another version', async () => {
    const capacity = { ...JSON.parse(readFileSync('docs/capacity.json', 'utf8')), version: '0.0.9' };
    const { code, stdout } = await plan({ '--coefficients': written(JSON.stringify(capacity)) });
    expect(code).toBe(0);
    expect(stdout).toContain('The coefficients were measured on Palier 0.0.9, and this is 0.1.0: measure them again.');
    expect((await plan()).stdout).not.toContain('The coefficients');
  });

  it.each([
    ['2026-12-12T00:00:00Z', false],
    ['2026-12-12T00:00:01Z', true],
  ])('at %s, 180 days after the prices, says to look them up: %s', async (now, says) => {
    jest.useFakeTimers({ now: new Date(now), doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    const { stdout } = await plan(listOf({ vcpus: 64, diskGb: 9000, memoryGb: 512, day: '2026-06-15' }));
    expect(
      stdout.includes(
        'Look the prices up: the oldest is from 2026-06-15, more than 180 days ago. Give yours with --prices.',
      ),
    ).toBe(says);
  });
});

it('the committed price list has eight machines at most, of one host, each with day and source', () => {
  expect(prices.machines.length).toBeLessThanOrEqual(8);
  for (const { day, source } of prices.machines) {
    expect(day).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(new URL(source).protocol).toBe('https:');
  }
});
