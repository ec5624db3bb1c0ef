import { defineJob, type JobPayload } from '#platform/jobs';
import type { AuthMail } from './auth-mails.js';

export type SendMailPayload = JobPayload & AuthMail;

/** Renders and sends one mail. Eight tries over about four minutes outlast a restart of the mail server. */
export const sendMail = defineJob<SendMailPayload>('auth.send-mail', { tries: 8, backoffMs: 2000 });
