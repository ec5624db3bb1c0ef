import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Settings } from '#platform/config';

/** A mail that a deployment without a mail server wrote to its folder. */
export interface SentMail {
  readonly to: string;
  readonly subject: string;
  /** Null where the mail asks its reader to open none. */
  readonly link: string | null;
  readonly text: string;
  /** RFC 3339, in UTC. */
  readonly sentAt: string;
}

/** The folder of mails that were written instead of sent. */
export const mailFolder = ({ dataDir }: Pick<Settings, 'dataDir'>): string => resolve(dataDir, 'mail');

/** Mails of the folder. */
export interface SentMails {
  readonly mails: readonly SentMail[];
  /** How many files were passed over, because they are cut off or belong to another account. */
  readonly unread: number;
}

/**
 * The mails in the folder, the newest first. They hold links that give access to accounts.
 *
 * @param most how many, at most
 * @param to the address that they went to, in any case; by default all
 */
export async function sentMails(settings: Pick<Settings, 'dataDir'>, most: number, to?: string): Promise<SentMails> {
  const folder = mailFolder(settings);
  const names = await readdir(folder).catch(missing);
  const mails: SentMail[] = [];
  let unread = 0;
  for (const name of (names ?? [])
    .filter((each) => each.endsWith('.json'))
    .sort()
    .reverse()) {
    if (mails.length === most) break;
    try {
      // The oldest are deleted meanwhile.
      const content = await readFile(join(folder, name), 'utf8').catch(missing);
      if (content === undefined) continue;
      const mail = mailIn(content);
      if (to === undefined || mail.to.toLowerCase() === to.toLowerCase()) mails.push(mail);
    } catch {
      unread += 1;
    }
  }
  return { mails, unread };
}

/** @throws TypeError or SyntaxError for what `FolderMailer` did not write as a whole */
function mailIn(content: string): SentMail {
  const { to, subject, link, text, sentAt } = JSON.parse(content) as SentMail;
  if ([to, subject, text, sentAt].some((each) => typeof each !== 'string')) throw new TypeError('It is no mail.');
  return { to, subject, link, text, sentAt };
}

/** Nothing for a file or folder that is not there. */
function missing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
