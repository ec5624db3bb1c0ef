import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** A mail as it came. */
export interface TakenMail {
  readonly recipient: string;
  /** As in `<id@domain>`. */
  readonly messageId: string;
  /** Its headers and its encoded parts. */
  readonly lines: readonly string[];
}

/** A server with the part of SMTP that mails need, on loopback. It may go away and come back under the same address. */
export class MailServer {
  /** Every line that came, of all connections. */
  readonly lines: string[] = [];
  /** The recipient of each mail that it took, in order. */
  readonly taken: string[] = [];
  /** Is told of each mail that it takes. */
  onTaken: (mail: TakenMail) => unknown = () => undefined;
  /** What it replies to a recipient instead of taking them, as in `550 nobody`. */
  replyTo: (recipient: string) => string | undefined = () => undefined;
  /** What it offers, as in `AUTH PLAIN`; it takes every password. */
  extensions: readonly string[] = [];
  /** Whether it closes the connection in place of the reply to a mail that it took. */
  dies = false;
  private server: Server | undefined;
  private port = 0;
  private readonly sockets = new Set<Socket>();

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** Listens, unless it does. */
  async start(): Promise<void> {
    if (this.server?.listening) return;
    this.server = createServer((socket) => this.serve(socket));
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const { server } = this;
    if (!server?.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private serve(socket: Socket): void {
    let [inData, rest, recipient] = [false, '', ''];
    let mail: string[] = [];
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket)).on('error', () => undefined);
    socket.write('220 mail\r\n');
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        this.lines.push(line);
        if (inData && line !== '.') {
          mail.push(line);
          continue;
        }
        if (inData) {
          this.taken.push(recipient);
          const [id = ''] = mail.filter((each) => /^message-id: /i.test(each));
          this.onTaken({ recipient, messageId: id.replace(/^message-id: /i, ''), lines: mail });
          mail = [];
        }
        if (inData && this.dies) {
          socket.destroy();
          return;
        }
        inData = line === 'DATA';
        recipient = /^RCPT TO:<(.+?)>/.exec(line)?.[1] ?? recipient;
        socket.write(`${this.answer(line, recipient)}\r\n`);
      }
    });
  }

  private answer(line: string, recipient: string): string {
    if (line === 'DATA') return '354 go on';
    if (line === 'QUIT') return '221 bye';
    if (line.startsWith('EHLO') && this.extensions.length > 0)
      return ['mail', ...this.extensions]
        .map((each, n) => `250${n < this.extensions.length ? '-' : ' '}${each}`)
        .join('\r\n');
    if (line.startsWith('AUTH')) return '235 welcome';
    return (line.startsWith('RCPT') && this.replyTo(recipient)) || '250 fine';
  }
}
