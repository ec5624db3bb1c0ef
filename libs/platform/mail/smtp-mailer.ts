import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import type { Settings } from '#platform/config';
import { type Mail, Mailer } from './mail.js';
import { messageOf } from './message.js';

/** Milliseconds that a server may take to accept a connection, to greet, and between two answers. */
const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/** Sends by SMTP. With a password, TLS is required unless the server is on this machine. */
@Injectable()
export class SmtpMailer extends Mailer implements OnApplicationShutdown {
  private readonly transport;
  private readonly domain: string;

  constructor({ mailUrl = '', mailDomain }: Settings) {
    super();
    const { username, hostname } = new URL(mailUrl);
    const local = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
    this.transport = createTransport({
      url: mailUrl,
      pool: true,
      maxConnections: 2,
      requireTLS: username !== '' && !local,
      ...timeouts,
    });
    this.domain = mailDomain;
  }

  override async send(mail: Mail): Promise<void> {
    await this.transport.sendMail(messageOf(mail, this.domain));
  }

  onApplicationShutdown(): void {
    this.transport.close();
  }
}
