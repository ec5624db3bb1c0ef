// Real: the program of the drill, which ends before it starts anything. Faked: a machine without redis-server, by its PATH.
import { spawnSync } from 'node:child_process';

const run = (args: readonly string[], env: NodeJS.ProcessEnv = process.env) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['test/drill/faults.mjs', ...args], { env });
  return { status, said: `${stdout}${stderr}` };
};

describe('the drill of faults', () => {
  it.each([
    [['--runs', '0'], '--runs 0 is no whole number from 1 to 1000.'],
    [['--runs', 'many'], '--runs many is no whole number from 1 to 1000.'],
    [['--seed', '-1'], /--seed/],
    [['--only', 'postgres-killed,rain'], /^There is no fault rain: choose among postgres-killed, /],
    [['--only', 'api-killed', '--short'], 'Choose either --only or --short.'],
    [['--fast'], /^Unknown option '--fast'/],
  ])('names %j, which it does not know', (args, sentence) => {
    const { status, said } = run(args);
    expect(status).toBe(1);
    expect(said.trim()).toMatch(sentence);
  });

  it('names the program that a machine lacks', () => {
    const { status, said } = run(['--only', 'api-killed'], { ...process.env, PATH: '/nonexistent' });
    expect(status).toBe(1);
    expect(said).toMatch(/^Left out, as redis-server( and \w+)* is not installed: api-killed\.$/m);
  });
});
