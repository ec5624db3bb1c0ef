import type { Mail } from './mail.js';

/** A mail as nodemailer takes it; machines that answer mails by themselves leave it alone (RFC 3834). */
export function messageOf({ id, from, to, subject, text, html }: Mail, domain: string) {
  return {
    messageId: `<${id}@${domain}>`,
    from: { name: from.name, address: `${from.mailbox}@${domain}` },
    to: { name: '', address: to },
    subject,
    text,
    html,
    headers: { 'Auto-Submitted': 'auto-generated' },
    // Nothing that a text names is read from a disk or fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
