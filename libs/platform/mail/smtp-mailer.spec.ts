import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { Settings } from '#platform/config';
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

/** A server with the part of SMTP that one mail needs. */
class Post {
  readonly received: string[] = [];
  refuses = false;
  readonly server: Server = createServer((socket) => this.serve(socket));

  private serve(socket: Socket): void {
    let inData = false;
    let rest = '';
    socket.write('220 post\r\n');
    socket.on('error', () => undefined);
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        this.received.push(line);
        if (inData && line !== '.') continue;
        inData = line === 'DATA';
        socket.write(this.answer(line));
      }
    });
  }

  private answer(line: string): string {
    if (line === 'DATA') return '354 go on\r\n';
    if (line.startsWith('RCPT') && this.refuses) return '451 later\r\n';
    return line === 'QUIT' ? '221 bye\r\n' : '250 fine\r\n';
  }
}

describe('a mail server', () => {
  let post: Post;
  let mailer: SmtpMailer;
  beforeEach(async () => {
    post = new Post();
    post.server.listen(0, '127.0.0.1');
    await once(post.server, 'listening');
    const { port } = post.server.address() as AddressInfo;
    mailer = new SmtpMailer(
      Object.assign(new Settings(), { mailUrl: `smtp://127.0.0.1:${port}`, mailDomain: 'palier.example' }),
    );
  });
  afterEach(() => {
    mailer.onApplicationShutdown();
    post.server.close();
  });

  it('receives the mail with its sender and recipient', async () => {
    await mailer.send(mail);
    expect(post.received).toContain('MAIL FROM:<veille@palier.example>');
    expect(post.received).toContain('RCPT TO:<ada@example.org>');
    expect(post.received).toContain('Subject: Bonjour');
    expect(post.received.filter((line) => line === '.')).toHaveLength(1);
  });

  it('that refuses makes sending fail, so that the mail is tried again', async () => {
    post.refuses = true;
    await expect(mailer.send(mail)).rejects.toThrow('451');
  });

  it('that cannot be reached makes sending fail', async () => {
    mailer.onApplicationShutdown();
    const nowhere = new SmtpMailer(Object.assign(new Settings(), { mailUrl: 'smtp://127.0.0.1:1' }));
    await expect(nowhere.send(mail)).rejects.toThrow();
    nowhere.onApplicationShutdown();
  });
});
