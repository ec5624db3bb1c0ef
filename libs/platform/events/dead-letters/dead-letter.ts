/** An event that a subscriber failed at in all its tries. Later events of its subject were delivered without it. */
export interface DeadLetter {
  readonly id: string;
  readonly eventId: string;
  readonly tenantId: string;
  readonly type: string;
  readonly version: number;
  readonly subject: string;
  readonly subscriber: string;
  readonly tries: number;
  /** The failure of the last try: a problem's code, a SQLSTATE or an error's name, and at most 300 characters of its message. */
  readonly error: { readonly code: string; readonly message: string };
  readonly occurredAt: Date;
  /** When it became a dead letter. */
  readonly createdAt: Date;
}
