import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { Settings } from '#platform/config';
import { type Mail, Mailer } from './mail.js';
import { messageOf } from './message.js';

/** How many mails the folder keeps, the newest. */
const kept = 500;

/** A mail that landed in the folder. */
export interface LandedMail {
  readonly to: string;
  readonly subject: string;
  readonly link: string | undefined;
  readonly path: string;
}

/** Where there is no mail server: each mail is a file of the folder `mail` that any mail program opens. */
@Injectable()
export class FolderMailer extends Mailer {
  private readonly folder: string;
  private readonly domain: string;
  private readonly listeners = new Set<(mail: LandedMail) => void>();

  constructor({ dataDir, mailDomain }: Settings) {
    super();
    this.folder = resolve(dataDir, 'mail');
    this.domain = mailDomain;
  }

  /** Tells of each mail that lands from now on. */
  onLanded(listener: (mail: LandedMail) => void): void {
    this.listeners.add(listener);
  }

  override async send(mail: Mail): Promise<void> {
    // Loaded with the first mail: many processes never send one.
    const { createTransport } = await import('nodemailer');
    const composer = createTransport({ streamTransport: true, buffer: true });
    const { message } = await composer.sendMail(messageOf(mail, this.domain));
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const path = join(this.folder, `${new Date().toISOString().replaceAll(':', '-')}-${mail.id}.eml`);
    // Whole or not at all, and for this account alone: it holds links that open accounts.
    await writeFile(`${path}.part`, message as Buffer, { mode: 0o600 });
    await rename(`${path}.part`, path);
    await this.forgetOldest();
    for (const tell of this.listeners) tell({ to: mail.to, subject: mail.subject, link: mail.link, path });
  }

  private async forgetOldest(): Promise<void> {
    const mails = (await readdir(this.folder)).filter((name) => name.endsWith('.eml')).sort();
    for (const name of mails.slice(0, -kept)) await rm(join(this.folder, name), { force: true });
  }
}
