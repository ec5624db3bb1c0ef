// Real: the whole API, PostgreSQL, the outbox, the handlers of the jobs, people who sign in. Faked: the clock, which SQL sets
// back; the worker, which the tests are; the mail server, whose mails are kept here.
import { PersonMails } from '#auth';
import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { Jobs, NotNow } from '#platform/jobs';
import { type Mail, Mailer } from '#platform/mail';
import type { Outbox } from '#platform/outbox';
import { Realtime } from '#platform/realtime';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { openEventStream } from '../../../test/support/event-stream.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { TenantTimeZones } from '../profile/tenant-time-zones.js';
import { MailsReminder } from './mail-reminder.job.js';
import { SendDueReminders } from './send-due-reminders.job.js';

class KeptMails extends Mailer {
  readonly sent: Mail[] = [];
  /** Whether the server takes a mail and dies before it says so. */
  dies = false;

  /** Whether the server is away. */
  away = false;

  override get suspended(): boolean {
    return this.away;
  }

  async send(mail: Mail): Promise<void> {
    if (this.away) throw new NotNow('The server is away.');
    this.sent.push(mail);
    if (this.dies) throw new Error('The server is gone.');
  }
}

let api: TestApp;
let tenant: { id: string; slug: string };
let person: SignedIn;
let mailer: KeptMails;
beforeAll(async () => {
  api = await startTestApp();
});
beforeEach(async () => {
  tenant = await freshTenant(api);
  person = await signedIn(api, tenant, 'member');
  mailer = new KeptMails();
});
afterAll(() => api?.close());

const sql = <Row extends object>(text: string) => runSql<Row>(api.database.adminUrl, text);
const context = () => ({
  id: newId(),
  attempt: 1,
  signal: new AbortController().signal,
  progress: async () => {},
});

const daily = { time: '08:30', weekdays: [1, 2, 3, 4, 5, 6, 7] };
const ask = async (body: object = {}): Promise<string> =>
  (await callAs(api, person.token, 'POST', '/v1/journal/reminders', { ...daily, ...body })).json().id;
const replace = (id: string, body: object) =>
  callAs(api, person.token, 'PUT', `/v1/journal/reminders/${id}`, { ...daily, ...body }, { 'if-match': '*' });
/** Makes a reminder due, since so long. */
const fall = (id: string, since = '1 minute') =>
  sql(`update journal.reminders set next_at = now() - interval '${since}' where id = '${id}'`);
const nextOf = async (id: string) =>
  (await sql<{ next: Date }>(`select next_at as next from journal.reminders where id = '${id}'`))[0]?.next;

/** Runs the scheduled job, as a worker does. */
function run(jobs = api.app.get(Jobs)): Promise<object> {
  const { app } = api;
  const zones = app.get(TenantTimeZones, { strict: false });
  const job = new SendDueReminders(app.get(Database), jobs, app.get(Realtime), zones);
  return job.run({ tenantId: PLATFORM_TENANT_ID }, context());
}

interface Queued {
  readonly tenantId: string;
  readonly userId: string;
  readonly id: string;
  readonly version: number;
  readonly dueAt: string;
}
/** The mails of a reminder that are queued. */
const queued = async (id: string): Promise<Queued[]> => {
  const rows = await sql<{ data: Queued }>(
    `select payload->'payload' as data from platform.outbox where kind = 'job'
       and payload->>'queue' = 'journal.mail-reminder' and payload->'payload'->>'id' = '${id}'`,
  );
  return rows.map(({ data }) => data);
};
const mail = (payload: Queued) =>
  new MailsReminder(api.app.get(Database), api.app.get(PersonMails), mailer).run(payload, context());

it('is sent once by workers that run at the same time, and then waits for its next time', async () => {
  const ids = [await ask(), await ask(), await ask()];
  for (const id of ids) await fall(id);
  await Promise.all([run(), run(), run()]);
  await run();
  for (const id of ids) {
    expect(await queued(id)).toHaveLength(1);
    expect((await nextOf(id))?.getTime()).toBeGreaterThan(Date.now());
  }
});

it('is sent once where another worker sends it after this one saw that it is due', async () => {
  const id = await ask();
  await fall(id);
  const database = api.app.get(Database);
  const read = database.read.bind(database);
  jest.spyOn(database, 'read').mockImplementationOnce(async (...asked) => {
    const due = await read(...asked);
    await run();
    return due;
  });
  await run();
  expect(await queued(id)).toHaveLength(1);
});

it('is sent by the next run where a worker dies before it is done', async () => {
  const id = await ask();
  await fall(id);
  class Dies extends Jobs {
    override add(): Promise<string> {
      return Promise.reject(new Error('The worker is gone.'));
    }
  }
  await expect(run(new Dies({} as Outbox))).rejects.toThrow('could not be sent');
  expect(await queued(id)).toEqual([]);
  await run();
  expect(await queued(id)).toHaveLength(1);
});

it('is not sent when it is more than an hour late, but at its next time', async () => {
  const [late, inTime] = [await ask(), await ask()];
  await fall(late, '61 minutes');
  await fall(inTime, '59 minutes');
  await run();
  expect([await queued(late), await queued(inTime)]).toEqual([[], [expect.anything()]]);
  expect((await nextOf(late))?.getTime()).toBeGreaterThan(Date.now());
});

/** A mail that is queued. */
async function due(): Promise<Queued> {
  const id = await ask();
  await fall(id);
  await run();
  const [payload] = await queued(id);
  if (!payload) throw new Error('Nothing is queued.');
  return payload;
}

it('is mailed once, however often its job runs', async () => {
  const payload = await due();
  expect(await Promise.all([mail(payload), mail(payload)])).toContainEqual({ mailed: true });
  expect(await mail(payload)).toEqual({ mailed: false });
  expect(mailer.sent.map(({ to }) => to)).toEqual([person.person.user.email]);
});

it('is not mailed again where the mail server or the worker died while it was handed over', async () => {
  const payload = await due();
  mailer.dies = true;
  await expect(mail(payload)).rejects.toThrow('gone');
  mailer.dies = false;
  expect(await mail(payload)).toEqual({ mailed: false });
  expect(mailer.sent).toHaveLength(1);
});

it('waits for a mail server that is away, and is then mailed once', async () => {
  const payload = await due();
  mailer.away = true;
  const job = new MailsReminder(api.app.get(Database), api.app.get(PersonMails), mailer);
  expect(job.waits()).toBe(true);
  // It began while the server went away.
  await expect(mail(payload)).rejects.toBeInstanceOf(NotNow);
  expect(mailer.sent).toEqual([]);
  mailer.away = false;
  expect(job.waits()).toBe(false);
  expect(await mail(payload)).toEqual({ mailed: true });
  expect(await mail(payload)).toEqual({ mailed: false });
  expect(mailer.sent).toHaveLength(1);
});

const stateOf = (id: string, state: string) => sql(`update auth.users set state = '${state}' where id = '${id}'`);
it.each<[string, (payload: Queued) => Promise<unknown>]>([
  ['turned it off', ({ id }) => replace(id, { enabled: false })],
  ['wants no mails of it', ({ id }) => replace(id, { channels: ['event'] })],
  ['wants it at another time', ({ id }) => replace(id, { time: '21:00' })],
  [
    'deleted it',
    ({ id }) => callAs(api, person.token, 'DELETE', `/v1/journal/reminders/${id}`, undefined, { 'if-match': '*' }),
  ],
  ['is deactivated', ({ userId }) => stateOf(userId, 'deactivated')],
  ['is unverified', ({ userId }) => stateOf(userId, 'unverified')],
])('is not mailed to somebody who %s after it was queued', async (_, happens) => {
  const payload = await due();
  await happens(payload);
  expect(await mail(payload)).toEqual({ mailed: false });
  expect(mailer.sent).toEqual([]);
});

it('is not mailed when its job runs an hour too late', async () => {
  const dueAt = new Date(Date.now() - 3_660_000).toISOString();
  expect(await mail({ ...(await due()), dueAt })).toEqual({ mailed: false });
  expect(mailer.sent).toEqual([]);
});

it.each([
  ['en', 'Your reminder from', /turn the reminder off/],
  ['fr', 'Votre rappel de', /désactivez/],
])('its mail in the language %s says how to stop it, and nothing intimate', async (locale, subject, how) => {
  await callAs(api, person.token, 'PATCH', '/v1/me', { locale }, { 'if-match': '*' });
  await mail(await due());
  const [sent] = mailer.sent;
  expect(sent).toMatchObject({ subject: `${subject} ${tenant.slug}`, text: expect.stringMatching(how) });
  expect(JSON.stringify(sent)).not.toMatch(/journal|addict|recover|relapse|rechute|rétabl|sobr/i);
});

it('is an event to the devices of its person where they asked for that', async () => {
  const url = await api.listen();
  const stream = await openEventStream(`${url}/v1/events`, { authorization: `Bearer ${person.token}` });
  const id = await ask({ channels: ['event'] });
  await fall(id);
  await run();
  const heard = await stream.next();
  stream.abort();
  expect(heard).toMatchObject({ event: 'journal.reminder', data: { id } });
  expect(await queued(id)).toEqual([]);
});
