import { FolderMailer, type LandedMail, Mailer } from '#platform/mail';
import type { TestApp } from './test-app.js';
import { until } from './until.js';

/** The mails of an app that sends them itself and has no mail server. */
export interface Mailbox {
  /** Resolves with all mails to an address once there are that many. */
  to(address: string, atLeast?: number): Promise<LandedMail[]>;
  /** Resolves with the first mail to an address with a subject. */
  about(address: string, subject: string): Promise<LandedMail>;
  /** The fragment of the newest link mailed to an address, once there are that many mails. */
  secretFor(address: string, atLeast?: number): Promise<string>;
  /** The number of mails to an address so far. */
  countFor(address: string): number;
}

/** @param api an app with `WorkerModule` beside */
export function mailboxOf(api: TestApp): Mailbox {
  const mailer = api.app.get(Mailer, { strict: false });
  if (!(mailer instanceof FolderMailer)) throw new Error('This app has a mail server.');
  const landed: LandedMail[] = [];
  mailer.onLanded((mail) => void landed.push(mail));
  const of = (address: string) => landed.filter(({ to }) => to === address);
  const arrived = (address: string, atLeast = 1) =>
    until(() => (of(address).length >= atLeast ? of(address) : undefined));
  const linksTo = (address: string) => of(address).flatMap(({ link }) => link ?? []);
  return {
    to: arrived,
    about: (address, subject) => until(() => of(address).find((mail) => mail.subject === subject)),
    secretFor: async (address, atLeast = 1) => {
      const links = await until(() => (linksTo(address).length >= atLeast ? linksTo(address) : undefined));
      return links.at(-1)?.split('#')[1] ?? '';
    },
    countFor: (address) => of(address).length,
  };
}
