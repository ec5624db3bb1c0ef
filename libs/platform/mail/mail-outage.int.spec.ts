// Real: the queues on PostgreSQL, the outbox, a worker, SMTP over sockets of loopback. Faked: the mail server, which has the part of
// SMTP that mails need, and the directory of tenants.
import { Injectable } from '@nestjs/common';
import { Settings } from '#platform/config';
import { defineJob, HandlesJob, type JobContext, type JobPayload, WorkerPace } from '#platform/jobs';
import { breakers } from '#platform/resilience';
import { type JobsApp, startJobs } from '../../../test/support/jobs-app.js';
import { MailServer } from '../../../test/support/mail-server.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { until } from '../../../test/support/until.js';
import { Mailer } from './index.js';
import { SmtpMailer } from './smtp-mailer.js';

const tenantId = '0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1';

interface Recipient extends JobPayload {
  readonly to: string;
}

const sends = defineJob<Recipient>('test.sends-mail', { tries: 3, backoffMs: 1, mayWait: true });

@Injectable()
@HandlesJob(sends)
class Sends {
  constructor(private readonly mailer: Mailer) {}

  waits(): boolean {
    return this.mailer.suspended;
  }

  async run({ to }: Recipient, { id }: JobContext): Promise<undefined> {
    const words = { subject: 'A mail', text: 'A mail', html: '<p>A mail</p>' };
    await this.mailer.send({ id, from: { name: 'A', mailbox: 'a' }, to, ...words });
  }
}

describe('mails while the mail server is away', () => {
  let database: TestDatabase;
  let worker: JobsApp;
  let server: MailServer;
  let mailer: SmtpMailer;

  beforeAll(async () => {
    database = await testDatabase();
    server = new MailServer();
    await server.start();
    mailer = new SmtpMailer(Object.assign(new Settings(), { mailUrl: server.url, mailDomain: 'a.example' }), 20);
    const handlers = [Sends, { provide: Mailer, useValue: mailer }];
    worker = await startJobs({ database, handlers, pace: new WorkerPace(15_000, 5000, 50, 1) });
  });
  beforeEach(async () => {
    server.taken.splice(0);
    server.replyTo = () => undefined;
    await server.start();
    await until(() => !mailer.suspended);
  });
  afterAll(async () => {
    await worker?.close();
    mailer?.onApplicationShutdown();
    await server?.stop();
    await database?.close();
  });

  const count = (state: 'waiting' | 'completed' | 'failed') => worker.control.count(sends.name, state);
  const mailIsOpen = () => breakers().find(({ name }) => name === 'mail')?.open;

  it('wait in their queue, and each is sent once when it is back, however many tries that took', async () => {
    const [done, failed] = [await count('completed'), await count('failed')];
    await server.stop();
    const all = Array.from({ length: 30 }, (_, i) => `${i}@example.org`);
    for (const to of all) await worker.add(sends, { tenantId, to });
    await until(() => mailIsOpen());
    // Those that began before the server was known to be away have returned.
    await until(async () => (await count('waiting')) >= 25);
    expect(await count('failed')).toBe(failed);
    await server.start();
    await until(async () => (await count('completed')) === done + all.length);
    expect(server.taken.toSorted()).toEqual(all.toSorted());
    expect([await count('failed'), mailIsOpen()]).toEqual([failed, false]);
  });

  it('go on where the server refuses one recipient, whose mail fails after its tries', async () => {
    const [done, failed] = [await count('completed'), await count('failed')];
    server.replyTo = (to) => (to === 'nobody@example.org' ? '550 nobody' : undefined);
    for (let i = 0; i < 8; i += 1) await worker.add(sends, { tenantId, to: 'nobody@example.org' });
    await until(async () => (await count('failed')) === failed + 8);
    expect([mailer.suspended, mailIsOpen()]).toEqual([false, false]);
    await worker.add(sends, { tenantId, to: 'ada@example.org' });
    await until(async () => (await count('completed')) === done + 1);
    expect(server.taken).toEqual(['ada@example.org']);
  });
});
