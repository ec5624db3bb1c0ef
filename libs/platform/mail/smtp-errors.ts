/** What nodemailer and Node tell of a mail that was not accepted. */
interface SmtpError extends NodeJS.ErrnoException {
  /** Of the server's reply, where it replied. */
  readonly responseCode?: number;
  readonly timeoutType?: string;
}

/** Replies about one mail: its sender, its recipient, its content. */
const aboutMail: ReadonlySet<string | undefined> = new Set(['EENVELOPE', 'EMESSAGE', 'EMAXRECIPIENTS']);

/** What fails before a mail is begun: the name, the TLS, the password. */
const beforeMail: ReadonlySet<string | undefined> = new Set(['EOPENBREAKER', 'EDNS', 'ETLS', 'EAUTH', 'ENOAUTH']);
const connecting: ReadonlySet<string | undefined> = new Set(['connect', 'getaddrinfo']);
const beforeGreeting: ReadonlySet<string | undefined> = new Set(['CONNECT_TIMEOUT', 'GREETING_TIMEOUT']);

/** Whether a failure is the server's, and not about one mail. With 421 the server leaves, whatever it was asked. */
export function isOfServer(error: unknown): boolean {
  const { code, responseCode } = error as SmtpError;
  return responseCode === 421 || !aboutMail.has(code);
}

/** Whether the server has certainly not got the mail. Where a connection is lost later, it may have taken it. */
export function wasNotSent(error: unknown): boolean {
  const { code, syscall, timeoutType } = error as SmtpError;
  return beforeMail.has(code) || connecting.has(syscall) || beforeGreeting.has(timeoutType);
}

/** Whether the server will not take this mail however often it is asked, as for a mailbox that is gone. */
export function isRefusedForGood(error: unknown): boolean {
  return !isOfServer(error) && ((error as SmtpError).responseCode ?? 0) >= 500;
}
