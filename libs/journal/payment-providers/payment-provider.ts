import type { IncomingHttpHeaders } from 'node:http';
import type { ProductName } from '../products/products.sql.js';

export const providerNames = ['app-store', 'stripe'] as const;
export type ProviderName = (typeof providerNames)[number];

/** That somebody paid. Times are RFC 3339. */
export interface Bought {
  readonly is: 'bought';
  /** The id of this payment alone; each renewal has another. */
  readonly transaction: string;
  /** What a refund names, where that is another id. */
  readonly payment: string | null;
  readonly product: ProductName;
  /** In minor units of the currency, 0 or more; null with the currency where the provider does not say. */
  readonly amountMinor: number | null;
  readonly currency: string | null;
  readonly boughtAt: string;
  /** Null where the period of the product decides. */
  readonly validUntil: string | null;
  /** Null where this says nothing of it, and so leaves a purchase paid back that was. */
  readonly refundedAt: string | null;
  /** That a refund was taken back, which nothing else does. */
  readonly reinstated?: boolean;
  /** When the provider said all this: of two that say something of one transaction the later one holds. */
  readonly asOf: string;
}

/** What a provider says of a payment or a subscription. */
export type Fact =
  | Bought
  /** The subscription that the event is about has ended for good. */
  | { readonly is: 'ended'; readonly at: string }
  /** A refund of the transaction that the event is about will name this payment. */
  | { readonly is: 'paid'; readonly payment: string }
  /** The transaction or payment that the event is about was paid back as a whole. */
  | { readonly is: 'refunded'; readonly at: string };

/** What a receipt or an event of a provider means. */
export interface PaymentEvent {
  /** The user whom it names; undefined where it names none. */
  readonly userId?: string | undefined;
  /** The id of the subscription, transaction or payment that it is about. */
  readonly about: string;
  /** Undefined where it only says whose subscription it is. */
  readonly fact?: Fact | undefined;
}

/**
 * Why an event changes nothing here: no event of its type does, it tells of no payment that is complete, or its environment does
 * not count.
 */
export type IgnoredBecause = 'type_unused' | 'no_purchase' | 'sandbox';

/** An event as a provider delivers it, once or several times, in any order. */
export interface DeliveredEvent {
  readonly id: string;
  /** As the provider names it. */
  readonly type: string;
  /** What it means, or why it changes nothing here. */
  readonly event: PaymentEvent | IgnoredBecause;
}

/** Verifies what a payment provider signed, with the settings of one tenant. */
export abstract class PaymentProvider {
  /** @throws Problem `event_not_signed` (400) */
  abstract readEvent(body: Buffer, headers: IncomingHttpHeaders): Promise<DeliveredEvent>;

  /** @throws Problem `receipt_refused` (422) */
  abstract readReceipt(receipt: string): Promise<PaymentEvent>;
}
