/** Real: PostgreSQL, the command, the contexts. Faked: nothing; no worker runs. */
import { Command } from 'commander';
import { Tenants } from '#tenants';
import { startTestApp, type TestApp } from '../../test/support/test-app.js';
import { registerDemoCommand } from './demo.command.js';
import type { CliSession } from './session.js';

describe('palier demo', () => {
  let api: TestApp;
  beforeAll(async () => {
    api = await startTestApp();
  });
  afterAll(() => api.close());

  async function run(...args: string[]): Promise<string> {
    const written: string[] = [];
    const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    const session: CliSession = { app: api.app, settings: api.database.settings, close: async () => {} };
    const program = new Command();
    registerDemoCommand(program, async () => session);
    for (const command of [program, ...program.commands])
      command.exitOverride().configureOutput({ writeErr: () => undefined });
    try {
      await program.parseAsync(['node', 'palier', 'demo', ...args]);
      return written.join('');
    } finally {
      write.mockRestore();
    }
  }

  it('makes one, says how to sign in, and has it purged', async () => {
    const shown = await run('journeys');
    expect(shown).toMatch(
      /^PRODUCT +TENANT +ADDRESS +PASSWORD\njourneys +demo-journeys +camille@demo-journeys\.example +[\w-]{22}\n\nSign in: POST \S+\/v1\/auth\/<tenant>\/login\. /,
    );
    const [again] = JSON.parse(await run('journeys', '--json'));
    expect(again).toMatchObject({ product: 'journeys', slug: 'demo-journeys' });
    expect(shown).not.toContain(again.password);
    expect(await run('--remove', 'veille')).toBe('There is no demonstration.\n');
    expect(await run('--remove')).toBe(
      'The purge of demo-journeys begins; its receipt: palier tenant receipt demo-journeys\n',
    );
    expect(await api.app.get(Tenants).bySlug('demo-journeys')).toMatchObject({ state: 'purging' });
    const [next] = JSON.parse(await run('journeys', '--json'));
    expect(next).toMatchObject({ slug: 'demo-journeys-2', email: 'camille@demo-journeys-2.example' });
  });

  it('refuses products without a demonstration', async () => {
    await expect(run('velo')).rejects.toThrow('It must be one of wistant, veille, journeys.');
  });
});
