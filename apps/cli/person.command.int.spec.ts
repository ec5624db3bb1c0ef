/** Real: PostgreSQL, the commands, users. Faked: nothing; no worker runs. */
import { Command } from 'commander';
import { logIn, makePerson } from '../../test/support/people.js';
import { freshTenant } from '../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../test/support/test-app.js';
import { registerPersonCommands } from './person.command.js';

describe('palier person', () => {
  let api: TestApp;
  beforeAll(async () => {
    api = await startTestApp();
  });
  afterAll(() => api.close());

  async function run(...args: string[]): Promise<string> {
    const written: string[] = [];
    const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    const open = async () => ({ app: api.app, settings: api.database.settings, close: async () => {} });
    const program = new Command().exitOverride();
    registerPersonCommands(program, open);
    try {
      await program.parseAsync(['node', 'palier', 'person', ...args]);
      return written.join('');
    } finally {
      spy.mockRestore();
    }
  }

  it('exports a person by the address or the id', async () => {
    const shop = await freshTenant(api);
    const { user } = await makePerson(api, shop);
    const lines = await run('export', shop.slug, user.email);
    const rows = lines
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows).toContainEqual({ table: 'auth.users', row: expect.objectContaining({ email: user.email }) });
    expect(await run('export', shop.slug, user.id)).toBe(lines);
    await expect(run('export', shop.slug, 'nobody@x.example')).rejects.toMatchObject({ code: 'member_not_found' });
  });

  it('erases a person, whose access ends at once', async () => {
    const shop = await freshTenant(api);
    const person = await makePerson(api, shop);
    const { id, email } = person.user;
    expect(await run('erase', shop.slug, email, '--grace', '3')).toMatch(`The erasure of ${id} is due at `);
    expect((await logIn(api, person)).statusCode).toBe(401);
    expect(JSON.parse(await run('erasure', shop.slug, id, '--json'))).toMatchObject({ userId: id, state: 'pending' });
    await expect(run('erase', shop.slug, shop.id)).rejects.toMatchObject({ code: 'person_not_found' });
  });

  it('does not erase the last owner', async () => {
    const shop = await freshTenant(api);
    const { user } = await makePerson(api, shop, { role: 'owner' });
    await expect(run('erase', shop.slug, user.id)).rejects.toMatchObject({ code: 'last_owner' });
  });
});
