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

/**
 * The mails in the folder, the newest first. They hold links that give access to accounts.
 *
 * @param most how many, at most
 * @param to the address that they went to, in any case; by default all
 */
export async function sentMails(settings: Pick<Settings, 'dataDir'>, most: number, to?: string): Promise<SentMail[]> {
  const folder = mailFolder(settings);
  const names = (await readdir(folder).catch(none)) ?? [];
  const mails: SentMail[] = [];
  for (const name of names
    .filter((each) => each.endsWith('.json'))
    .sort()
    .reverse()) {
    if (mails.length === most) break;
    // The oldest are deleted meanwhile.
    const text = await readFile(join(folder, name), 'utf8').catch(none);
    const mail = text && (JSON.parse(text) as SentMail);
    if (mail && (to === undefined || mail.to.toLowerCase() === to.toLowerCase())) mails.push(mail);
  }
  return mails;
}

/** Nothing for a file or folder that is not there. */
function none(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
