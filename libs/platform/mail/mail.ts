/** One mail to one person. */
export interface Mail {
  /** The same for each try: a server that had it already may tell. Letters, digits and hyphens. */
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
  /** What its reader is asked to open, where there is something. */
  readonly link?: string;
}

/** Sends mails. Supplied by what `MAIL_URL` names. */
export abstract class Mailer {
  /**
   * Resolves when the mail was taken over.
   *
   * @throws Error when it was not: try again later, with the same id
   */
  abstract send(mail: Mail): Promise<void>;
}
