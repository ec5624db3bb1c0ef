/** One mail to one person. */
export interface Mail {
  /** The same for each try, so that a server can detect a repeated mail. Letters, digits and hyphens. */
  readonly id: string;
  readonly from: {
    readonly name: string;
    /** The part before the @; the domain is `MAIL_DOMAIN`. */
    readonly mailbox: string;
  };
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The link that the mail asks its reader to open, if there is one. */
  readonly link?: string;
}

/** Sends mails. `MAIL_URL` decides the implementation. */
export abstract class Mailer {
  /** Whether mails are refused for now, because the server is away: jobs that send one wait (`JobHandler.waits`). */
  get suspended(): boolean {
    return false;
  }

  /**
   * Resolves when the mail was accepted for delivery.
   *
   * @throws NotNow when it was certainly not handed over, since the server is away
   * @throws Error when it was not accepted, or may have been: try again later, with the same id
   */
  abstract send(mail: Mail): Promise<void>;
}
