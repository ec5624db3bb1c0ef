import { IsIn, IsOptional } from 'class-validator';
import { ListOf, ListQueryDto } from '#platform/http';
import type { IgnoredBecause, ProviderName } from '../payment-providers/payment-provider.js';

/** What became of an event. */
export const eventStates = ['applied', 'ignored', 'waiting', 'failed'] as const;
export type EventState = (typeof eventStates)[number];

/** Why an event was not applied. */
export type EventReason = IgnoredBecause | 'person_erased' | 'person_unknown' | 'product_unknown';

/** Selects events. */
export class PaymentEventsQueryDto extends ListQueryDto {
  /** Only events of this state. */
  @IsOptional()
  @IsIn(eventStates)
  state?: EventState;
}

/** An event that a payment provider delivered, without what it says of persons. It is kept for 90 days. */
export class PaymentEventDto {
  /**
   * As the provider names it: it shows the whole event under this id.
   * @example 'evt_1QLb2rJ3fTxYzA'
   */
  id!: string;

  provider!: ProviderName;

  /**
   * As the provider names it; null for events of before.
   * @example 'invoice.paid'
   */
  type!: string | null;

  /**
   * `applied`, `ignored` for good, `waiting` for the event that says whom it is about, or `failed`: have the provider deliver
   * such an event again once what its reason names is mended.
   */
  state!: EventState;

  /**
   * Null for an event that was applied. `type_unused`: events of this type change nothing here. `no_purchase`: it says nothing of a
   * payment that is complete, such as a checkout that is not paid yet, a refund of a part, or a payment without `sku` in its
   * metadata. `sandbox`: its environment does not count here. `person_erased`: its person was erased. `person_unknown`: no event
   * has named the user yet. `product_unknown`: the tenant has no product with the id in `product`.
   * @example 'product_unknown'
   */
  reason!: EventReason | null;

  /**
   * The id of the product that the tenant does not have; null for other reasons.
   * @example 'price_1QLb2rJ3fTxYzA'
   */
  product!: string | null;

  /** When it was delivered last. */
  receivedAt!: Date;
}

/** A cursor step or page of events. */
export class PaymentEventsDto extends ListOf(PaymentEventDto) {}
