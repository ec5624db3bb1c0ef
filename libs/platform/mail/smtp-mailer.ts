import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import type { Settings } from '#platform/config';
import { NotNow } from '#platform/jobs';
import { type Breaker, breaker } from '#platform/resilience';
import { type Mail, Mailer } from './mail.js';
import { messageOf } from './message.js';
import { isOfServer, wasNotSent } from './smtp-errors.js';

/** Milliseconds that a server may take to accept a connection, to greet, and between two answers. */
const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/** Milliseconds between two attempts to reach a server that is away. */
const RESET_MS = 10_000;

/**
 * Sends by SMTP. With a password, TLS is required unless the server is on this machine. Mails are suspended where the server fails
 * again and again, until it greets anew; what it says of one mail or address is no failure.
 */
@Injectable()
export class SmtpMailer extends Mailer implements OnApplicationShutdown {
  private readonly transport;
  private readonly domain: string;
  private readonly breaker: Breaker<(mail: Mail) => Promise<unknown>>;

  constructor({ mailUrl = '', mailDomain }: Settings, resetMs = RESET_MS) {
    super();
    const { username, hostname } = new URL(mailUrl);
    const local = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
    const transport = createTransport({
      url: mailUrl,
      pool: true,
      maxConnections: 2,
      // A mail whose connection was lost may have been taken: its job decides whether it is sent again.
      maxRequeues: 0,
      requireTLS: username !== '' && !local,
      ...timeouts,
    });
    this.transport = transport;
    this.domain = mailDomain;
    const options = { resetMs, probe: () => transport.verify(), isFailure: isOfServer };
    this.breaker = breaker('mail', options, (mail: Mail) => transport.sendMail(messageOf(mail, this.domain)));
  }

  override get suspended(): boolean {
    return this.breaker.open;
  }

  override async send(mail: Mail): Promise<void> {
    try {
      await this.breaker.call(mail);
    } catch (error) {
      throw wasNotSent(error) ? new NotNow('The mail server is away.', { cause: error }) : error;
    }
  }

  onApplicationShutdown(): void {
    this.breaker.end();
    this.transport.close();
  }
}
