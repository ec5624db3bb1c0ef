// Real: the command. Faked: nothing answers at the addresses.
import { palier } from '../../test/support/command-line.js';
import { lastingPort } from '../../test/support/lasting-port.js';
import { claim } from './canary/claim.js';

const usual = {
  '--old': 'http://127.0.0.1:1',
  '--new': 'http://127.0.0.1:1',
  '--url': 'http://127.0.0.1:1',
  '--set': '/absent/set {weight}',
  '--get': 'echo 0',
};
const run = (given: Record<string, string> = {}, ...more: string[]) =>
  palier({}, 'canary', ...Object.entries({ ...usual, ...given }).flat(), ...more);

describe('palier canary', () => {
  it.each([
    [
      'an address of OLD without a scheme',
      { '--old': 'http://api-1:9464,api-2:9464' },
      'It must be an address such as',
    ],
    ['an address of NEW without a scheme', { '--new': 'api-3:9464' }, 'It must be an address such as'],
    ['an address for the test without a scheme', { '--url': 'api-3:3000' }, 'It must be an address such as'],
    ['a command that is not told the weight', { '--set': './set 5' }, 'Write {weight} where'],
    ['no time', { '--step': '0s' }, 'It must be from 1s to 24h'],
  ])('refuses %s', async (_what, given, sentence) => {
    expect(await run(given)).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(sentence) });
  });

  it('begins nothing with a version that does not answer', async () => {
    const url = `http://127.0.0.1:${await lastingPort()}`;
    const { code, stdout } = await run({ '--url': url });
    expect([code, stdout.trim().split('\n').at(-1)]).toEqual([
      1,
      expect.stringMatching(/^Rolled back at 0 %: The smoke test failed at connection: Nothing listens at 127.0.0.1/),
    ]);
    const { state, weight, smoke } = JSON.parse((await run({ '--url': url }, '--json')).stdout);
    expect([state, weight, smoke.state]).toEqual(['rolled back', 0, 'unreachable']);
  });

  it('refuses a second one for the same weight, and none afterwards', async () => {
    const release = await claim(usual['--set']);
    const second = await run();
    expect(second).toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringContaining('another canary sets this weight'),
    });
    expect((await run({ '--set': '/another/set {weight}' })).code).toBe(1);
    release?.();
    expect((await run()).code).toBe(1);
  });
});
