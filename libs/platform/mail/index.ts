export { FolderMailer, type LandedMail } from './folder-mailer.js';
export { type Mail, Mailer } from './mail.js';
export { MailModule } from './mail.module.js';
export { type SentMail, type SentMails, sentMails } from './sent-mails.js';
export { isRefusedForGood } from './smtp-errors.js';
