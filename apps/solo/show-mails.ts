import type { INestApplicationContext } from '@nestjs/common';
import { FolderMailer, Mailer } from '#platform/mail';

/**
 * Without a mail server, whoever tries the product is at this terminal: each mail that lands in the
 * folder is shown with the link that its reader would open.
 */
export function showMails(app: INestApplicationContext): void {
  const mailer = app.get(Mailer, { strict: false });
  if (!(mailer instanceof FolderMailer)) return;
  mailer.onLanded(({ to, subject, link, path }) => {
    process.stdout.write(`\n  ✉ ${to}: ${subject}\n    ${link ?? path}\n`);
  });
}
