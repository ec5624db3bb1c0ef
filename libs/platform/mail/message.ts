import type { Mail } from './mail.js';

/** A mail in nodemailer's form, marked so that automatic responders do not answer it (RFC 3834). */
export function messageOf({ id, from, to, subject, text, html }: Mail, domain: string) {
  return {
    messageId: `<${id}@${domain}>`,
    from: { name: from.name, address: `${from.mailbox}@${domain}` },
    to: { name: '', address: to },
    subject,
    text,
    html,
    headers: { 'Auto-Submitted': 'auto-generated' },
    // No path or URL in a text is read or fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
