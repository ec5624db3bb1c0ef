import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { Settings } from '#platform/config';
import { type Mail, Mailer } from './mail.js';
import { messageOf } from './message.js';
import { mailFolder, type SentMail } from './sent-mails.js';

/** Mails in the folder, at most; the oldest are deleted first. */
const most = 500;

/** A mail that was written to the folder. */
export interface LandedMail {
  readonly to: string;
  readonly subject: string;
  readonly link: string | undefined;
  readonly path: string;
}

/**
 * Used without a mail server: writes each mail to the folder `mail`, as a file that any mail program opens, and as JSON for
 * `sentMails`.
 */
@Injectable()
export class FolderMailer extends Mailer {
  private readonly folder: string;
  private readonly domain: string;
  private readonly listeners = new Set<(mail: LandedMail) => void>();

  constructor(settings: Settings) {
    super();
    this.folder = mailFolder(settings);
    this.domain = settings.mailDomain;
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
    const sentAt = new Date().toISOString();
    const name = join(this.folder, `${sentAt.replaceAll(':', '-')}-${mail.id}`);
    const path = `${name}.eml`;
    await write(path, message as Buffer);
    const { to, subject, link, text } = mail;
    const sent: SentMail = { to, subject, link: link ?? null, text, sentAt };
    await write(`${name}.json`, JSON.stringify(sent));
    await this.deleteOldest();
    for (const notify of this.listeners) notify({ to, subject, link, path });
  }

  private async deleteOldest(): Promise<void> {
    const files = (await readdir(this.folder)).sort();
    for (const extension of ['.eml', '.json']) {
      const ofMails = files.filter((name) => name.endsWith(extension));
      for (const name of ofMails.slice(0, -most)) await rm(join(this.folder, name), { force: true });
    }
  }
}

/** Renamed when complete, and readable by this account only: mails hold links that give access to accounts. */
async function write(path: string, content: Buffer | string): Promise<void> {
  await writeFile(`${path}.part`, content, { mode: 0o600 });
  await rename(`${path}.part`, path);
}
