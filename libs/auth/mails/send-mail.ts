import { defineJob, type JobPayload } from '#platform/jobs';
import type { AuthMail } from './auth-mails.js';

export type SendMailPayload = JobPayload & AuthMail;

/** Writes and sends one mail. Eight tries over some four minutes outlast a mail server's restart. */
export const sendMail = defineJob<SendMailPayload>('auth.send-mail', { tries: 8, backoffMs: 2000 });
