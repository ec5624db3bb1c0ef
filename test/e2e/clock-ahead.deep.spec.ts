// Real: the built product in a process of its own, its embedded PostgreSQL. Faked: their clock, which is two days ahead at first.
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { needs } from '../stack/servers.js';
import { dataDirectory, type Solo, startSolo } from '../support/solo.js';
import { runSql } from '../support/sql.js';
import { until } from '../support/until.js';

needs('faketime')('after the clock was two days ahead', () => {
  const data = dataDirectory();
  let solo: Solo;
  afterAll(async () => {
    await solo?.end('SIGTERM');
    data.remove();
  });

  const post = (path: string, body: object) =>
    fetch(`${solo.url}/v1/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const mails = () => (existsSync(join(data.path, 'mail')) ? readdirSync(join(data.path, 'mail')).length : 0);
  const register = async (name: string) => {
    const before = mails();
    const person = { email: `${name}@example.org`, password: 'correct horse battery staple', name };
    expect((await post('wistant/register', person)).status).toBe(202);
    await until(() => mails() > before);
  };
  const exists = async (rows: string) => {
    const { postgres } = JSON.parse(readFileSync(join(data.path, 'secrets.json'), 'utf8'));
    const port = readFileSync(join(data.path, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3];
    return (await runSql(`postgres://postgres:${postgres.admin}@127.0.0.1:${port}/palier`, rows)).length > 0;
  };

  it('people sign in, and mails, feeds and the audit chain go on', async () => {
    const [library] = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1');
    solo = await startSolo(data.path, { LD_PRELOAD: library, FAKETIME: '+2d' });
    const [, email, password] = /veille +(\S+) +(\S+)/.exec(solo.block) as unknown as string[];
    const signIn = (given?: string) => post('demo-veille/login', { email, password: given });
    await register('ahead');
    await until(() => exists('select from platform.audit_chain'));
    for (let tries = 0; tries < 12; tries += 1) await signIn('not the password');
    expect((await signIn(password)).status).toBe(429);
    await solo.end('SIGTERM');

    const startedAt = new Date().toISOString();
    solo = await startSolo(data.path);
    expect((await signIn(password)).status).toBe(200);
    await register('right');
    const recently = (column: string) => `${column} between '${startedAt}' and now()`;
    await until(() => exists(`select from feeds.sources where ${recently('tried_at')}`));
    await until(() => exists(`select from platform.audit_chain where ${recently('at')}`));
    expect(await (await fetch(`${solo.url}/health/ready`)).json()).toMatchObject({ withoutWorker: [] });
  });
});
