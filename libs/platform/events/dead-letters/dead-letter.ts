/** An event that a subscriber could not take, in all its tries. Its subject has gone on without it. */
export interface DeadLetter {
  readonly id: string;
  readonly eventId: string;
  readonly tenantId: string;
  readonly type: string;
  readonly version: number;
  readonly subject: string;
  readonly subscriber: string;
  readonly tries: number;
  /** Of the last try: a problem's code, a SQLSTATE or an error's name, and at most 300 characters about it. */
  readonly error: { readonly code: string; readonly message: string };
  readonly occurredAt: Date;
  readonly setAsideAt: Date;
}
