import { IsIn, IsOptional } from 'class-validator';
import { ListOf, ListQueryDto } from '#platform/http';
import type { Locale } from '#platform/problems';
import {
  type Attempt,
  attemptFailures,
  type DeliveryDetails,
  type DeliveryState,
  deliveryStates,
  WebhookDeliveryDto,
} from '#platform/webhooks';

/** Selects deliveries by state. */
export class DeliveriesQueryDto extends ListQueryDto {
  /** Only deliveries in this state. */
  @IsOptional()
  @IsIn(deliveryStates)
  state?: DeliveryState;

  /** The latest first, which is the only order. */
  @IsOptional()
  @IsIn(['-createdAt'])
  sort?: '-createdAt';
}

/** Why a try failed. */
export class WebhookFailureDto {
  /** @example 'answer_timeout' */
  code!: string;

  /** In plain words, in French or English by Accept-Language. */
  detail!: string;
}

/** One try to deliver a message. */
export class WebhookAttemptDto {
  at!: Date;

  /**
   * What the receiver answered; null where it did not.
   * @example 204
   */
  status!: number | null;

  /** Null where the receiver took the message. */
  failure!: WebhookFailureDto | null;

  /** @example 120 */
  durationMs!: number;

  /**
   * The first kilobyte of the answer, as text.
   * @example ''
   */
  answer!: string | null;
}

/** A delivery with its message and tries. */
export class WebhookDeliveryDetailsDto extends WebhookDeliveryDto {
  /** What is sent. */
  body!: Record<string, unknown>;

  /** The last 20 tries, the oldest first. */
  attempts!: WebhookAttemptDto[];
}

/** A cursor step or page of deliveries. */
export class WebhookDeliveriesDto extends ListOf(WebhookDeliveryDto) {}

/** A delivery, with its failures in one language. */
export function presentDelivery(delivery: DeliveryDetails, locale: Locale): WebhookDeliveryDetailsDto {
  const attempts = delivery.attempts.map((attempt) => presentAttempt(attempt, locale));
  return { ...delivery, body: JSON.parse(delivery.body), attempts };
}

function presentAttempt({ at, failure, ...attempt }: Attempt, locale: Locale): WebhookAttemptDto {
  const shown = failure === null ? null : { code: failure, detail: attemptFailures[failure]?.[locale] ?? failure };
  return { at: new Date(at), ...attempt, failure: shown };
}
