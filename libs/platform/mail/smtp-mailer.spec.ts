// Real: SMTP over sockets of loopback. Faked: the server, which has the part of SMTP that mails need.
import { Settings } from '#platform/config';
import { NotNow } from '#platform/jobs';
import { breakers } from '#platform/resilience';
import { MailServer } from '../../../test/support/mail-server.js';
import { until } from '../../../test/support/until.js';
import type { Mail } from './index.js';
import { SmtpMailer } from './smtp-mailer.js';

const mail: Mail = {
  id: '019-a',
  from: { name: 'Veille', mailbox: 'veille' },
  to: 'ada@example.org',
  subject: 'Bonjour',
  text: '.\r\nQUIT',
  html: '<p>Bonjour</p>',
};

describe('a mail server', () => {
  let server: MailServer;
  let mailer: SmtpMailer;
  beforeEach(async () => {
    server = new MailServer();
    await server.start();
    const settings = { mailUrl: server.url, mailDomain: 'palier.example' };
    mailer = new SmtpMailer(Object.assign(new Settings(), settings), 20);
  });
  afterEach(async () => {
    mailer.onApplicationShutdown();
    await server.stop();
  });

  const send = (to = mail.to) => mailer.send({ ...mail, to });
  const refused = (sending: Promise<void>) =>
    sending.then(
      () => undefined,
      (error: unknown) => error,
    );
  const mailIsOpen = () => breakers().find(({ name }) => name === 'mail')?.open;

  it('receives the mail with its sender and recipient', async () => {
    await send();
    expect(server.lines).toContain('MAIL FROM:<veille@palier.example>');
    expect(server.lines).toContain('RCPT TO:<ada@example.org>');
    expect(server.lines).toContain('Subject: Bonjour');
    expect(server.taken).toEqual([mail.to]);
  });

  it.each(['451 later', '550 nobody'])(
    'that refuses an address with %s makes sending fail, and takes mails to others, however often',
    async (reply) => {
      server.replyTo = (to) => (to === 'nobody@example.org' ? reply : undefined);
      for (let i = 0; i < 12; i += 1) {
        const error = await refused(send('nobody@example.org'));
        expect(String(error)).toContain(reply);
        expect(error).not.toBeInstanceOf(NotNow);
      }
      expect([mailer.suspended, mailIsOpen()]).toEqual([false, false]);
      await send();
      expect(server.taken).toEqual([mail.to]);
    },
  );

  it('that is away suspends mails, of which none counts as tried, until it is back', async () => {
    await send();
    await server.stop();
    for (let i = 0; i < 5; i += 1) await refused(send());
    expect([mailer.suspended, mailIsOpen()]).toEqual([true, true]);
    expect(await refused(send('bob@example.org'))).toBeInstanceOf(NotNow);
    await server.start();
    await until(() => !mailer.suspended);
    expect(mailIsOpen()).toBe(false);
    await send('eve@example.org');
    expect(server.taken).toEqual([mail.to, 'eve@example.org']);
  });

  it('that cannot be reached has got nothing, so the try is not counted', async () => {
    await server.stop();
    expect(await refused(send())).toBeInstanceOf(NotNow);
  });

  it('that asks to come back later, whoever the mail is for, suspends mails too', async () => {
    server.replyTo = () => '421 too many connections';
    for (let i = 0; i < 5; i += 1) expect(await refused(send())).toBeInstanceOf(Error);
    expect(mailer.suspended).toBe(true);
  });

  it('that dies once it has taken a mail may deliver it, so the try is counted and not repeated here', async () => {
    server.dies = true;
    const error = await refused(send());
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(NotNow);
    expect(server.taken).toEqual([mail.to]);
  });
});
