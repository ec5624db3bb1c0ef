import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { Settings } from '#platform/config';
import { type Mail, Mailer } from './mail.js';
import { messageOf } from './message.js';

/** Mails in the folder, at most; the oldest are deleted first. */
const most = 500;

/** A mail that was written to the folder. */
export interface LandedMail {
  readonly to: string;
  readonly subject: string;
  readonly link: string | undefined;
  readonly path: string;
}

/** Used without a mail server: writes each mail to the folder `mail`, as a file that any mail program opens. */
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

  /** Calls `listener` with each mail that is written from now on. */
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
    // Renamed when complete, and readable by this account only: mails hold links that give access to accounts.
    await writeFile(`${path}.part`, message as Buffer, { mode: 0o600 });
    await rename(`${path}.part`, path);
    await this.deleteOldest();
    for (const notify of this.listeners) notify({ to: mail.to, subject: mail.subject, link: mail.link, path });
  }

  private async deleteOldest(): Promise<void> {
    const mails = (await readdir(this.folder)).filter((name) => name.endsWith('.eml')).sort();
    for (const name of mails.slice(0, -most)) await rm(join(this.folder, name), { force: true });
  }
}
