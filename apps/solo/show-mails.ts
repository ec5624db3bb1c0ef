import type { INestApplicationContext } from '@nestjs/common';
import { FolderMailer, Mailer } from '#platform/mail';

/**
 * Without a mail server, the person who tries the product is at this terminal: prints each mail that
 * is written to the folder, with its link.
 */
export function showMails(app: INestApplicationContext): void {
  const mailer = app.get(Mailer, { strict: false });
  if (!(mailer instanceof FolderMailer)) return;
  mailer.onLanded(({ to, subject, link, path }) => {
    process.stdout.write(`\n  ✉ ${to}: ${subject}\n    ${link ?? path}\n`);
  });
}
