import type { DisabledReason, WebhookForm } from './endpoint.js';

/** A webhook, without its secret. */
export class WebhookDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  /** @example 'standard' */
  form!: WebhookForm;

  /**
   * Where messages go; `…` stands for what may be secret in it.
   * @example 'https://hooks.example/palier'
   */
  url!: string;

  /** @example ['auth.member.joined'] */
  events!: string[];

  /** @example 'The chat of the team' */
  description!: string;

  /** Since when nothing is sent to it. */
  disabledAt!: Date | null;

  /**
   * `asked` by a person; `gone` where the receiver answered 410; `failing` where every try of five days failed.
   * @example null
   */
  disabledReason!: DisabledReason | null;

  /** Since when every try failed. */
  failingSince!: Date | null;

  succeededAt!: Date | null;

  /**
   * How many messages were not sent, as 10,000 waited already. Forgotten 30 days after the last one.
   * @example 0
   */
  refused!: number;

  /** When the first of these was refused. */
  refusedSince!: Date | null;

  /** When the last of these was refused. */
  refusedAt!: Date | null;

  /** Until when the former secret signs messages, too. */
  formerUntil!: Date | null;

  /**
   * One more with each change.
   * @example 1
   */
  version!: number;

  createdAt!: Date;

  updatedAt!: Date;
}

/** A webhook with its secret, which only this answer shows. */
export class NewWebhookAnswerDto extends WebhookDto {
  /**
   * Verifies signatures; null where messages are not signed.
   * @example 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
   */
  secret!: string | null;
}
