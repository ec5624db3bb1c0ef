export type { LandedMail } from './folder-mailer.js';
export { FolderMailer } from './folder-mailer.js';
export type { Mail } from './mail.js';
export { Mailer } from './mail.js';
export { MailModule } from './mail.module.js';
export type { SentMail, SentMails } from './sent-mails.js';
export { sentMails } from './sent-mails.js';
export { isRefusedForGood } from './smtp-errors.js';
