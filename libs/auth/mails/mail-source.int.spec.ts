// Real: the whole API and its workers, PostgreSQL, people who sign in. Faked: in one test the mail server.
import { ErasureNotice } from '#platform/data-lifecycle';
import { type Mail, Mailer } from '#platform/mail';
import { callAs, freshTenant, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { workers } from '../../../test/support/workers.js';
import { MailSource } from './mail-source.js';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
afterAll(() => api?.close());

it('makes no mail with a link that cancels an erasure once an administrator asked for it, too', async () => {
  const shop = await freshTenant(api);
  const [admin, member] = [await signedIn(api, shop, 'admin'), await signedIn(api, shop, 'member')];
  const { password } = member.person;
  expect((await callAs(api, member.token, 'DELETE', '/v1/me', { password })).statusCode).toBe(202);
  const mail = { kind: 'own-erasure-requested', tenantId: shop.id, userId: member.id } as const;
  const letter = () => api.app.get(MailSource).letterOf(mail);
  expect((await letter())?.link).toContain('/cancel-erasure#');
  expect((await callAs(api, admin.token, 'POST', `/v1/members/${member.id}/erasure`, {})).statusCode).toBe(202);
  expect(await letter()).toBeUndefined();
});

it('mails the link to the receipt of an erasure until the server has taken it, the same each time, or refuses the address', async () => {
  const shop = await freshTenant(api);
  const admin = await signedIn(api, shop, 'owner');
  const notice = api.app.get(ErasureNotice);
  const mailer = api.app.get(Mailer, { strict: false });
  const sent: Mail[] = [];
  const answers: (Error | undefined)[] = [];
  const send = jest.spyOn(mailer, 'send').mockImplementation(async (mail) => {
    if (mail.subject.includes('en cours d’effacement')) sent.push(mail);
    const failure = answers.shift();
    if (failure) throw failure;
  });
  /** A person whose erasure is due, and whom no job erases meanwhile. */
  const leaver = async () => {
    const { id: userId } = await signedIn(api, shop, 'member');
    expect((await callAs(api, admin.token, 'POST', `/v1/members/${userId}/erasure`, {})).statusCode).toBe(202);
    await runSql(api.database.adminUrl, `update platform.erasures set began_at = now() where user_id = '${userId}'`);
    return { tenantId: shop.id, userId };
  };
  const open = async ({ userId }: { userId: string }) =>
    runSql(api.database.adminUrl, `select from platform.erasures where user_id = '${userId}' and link_until > now()`);
  try {
    const person = await leaver();
    await until(() => send.mock.calls.length > 0);
    answers.push(new Error('The connection was lost.'));
    await expect(notice.tell(person)).rejects.toThrow('lost');
    expect(await open(person)).toEqual([]);
    await notice.tell(person);
    await notice.tell(person);
    expect(await open(person)).toHaveLength(1);
    expect(sent.map(({ id, link }) => [id, link])).toEqual(Array(2).fill([sent[0]?.id, sent[0]?.link]));
    const gone = await leaver();
    await until(() => send.mock.calls.length > 3);
    answers.push(Object.assign(new Error('550 unknown'), { code: 'EENVELOPE', responseCode: 550 }));
    await notice.tell(gone);
    answers.push(Object.assign(new Error('450 later'), { code: 'EENVELOPE', responseCode: 450 }));
    await expect(notice.tell(gone)).rejects.toThrow('450');
    expect(await open(gone)).toEqual([]);
    expect(sent[2]?.link).not.toBe(sent[0]?.link);
  } finally {
    send.mockRestore();
  }
});
