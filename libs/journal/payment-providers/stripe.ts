import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isUuid } from '#platform/ids';
import { journalProblems } from '../journal.errors.js';
import { mostMinor } from '../products/products.dto.js';
import type { ProductName } from '../products/products.sql.js';
import { type Fields, fieldsOf, idOf, parsedFields, timeOf } from './fields.js';
import { type DeliveredEvent, type PaymentEvent, PaymentProvider } from './payment-provider.js';

/** Seconds by which the time of a signature may differ from now, as Stripe recommends. */
const tolerance = 300;

/**
 * Stripe: there are no receipts, and each purchase comes as events. A checkout names the user by `client_reference_id`, or
 * as `user_id` in the metadata of the session or of the subscription; a single payment names its product as `sku` in the
 * metadata of the session. Objects are read as the versions of its API before and since 2025-03-31 write them.
 */
export class Stripe extends PaymentProvider {
  constructor(private readonly secret: string) {
    super();
  }

  override async readEvent(body: Buffer, headers: IncomingHttpHeaders): Promise<DeliveredEvent> {
    if (!this.signed(body, String(headers['stripe-signature'] ?? ''))) throw journalProblems.event_not_signed();
    const event = parsedFields(body.toString());
    const id = idOf(event.id);
    if (!id) throw journalProblems.event_not_signed();
    const type = idOf(event.type) ?? 'unknown';
    const read = readers.get(type);
    if (!read) return { id, type, event: 'type_unused' };
    const at = seconds(event.created);
    return { id, type, event: (at && read(fieldsOf(fieldsOf(event.data).object), at)) || 'no_purchase' };
  }

  override readReceipt(): Promise<PaymentEvent> {
    const reason = { en: 'purchases with Stripe need none', fr: 'les achats par Stripe n’en demandent pas' };
    throw journalProblems.receipt_refused({ reason });
  }

  /** @param header as in `t=1700000000,v1=5257…`; while a secret is replaced there are two `v1` */
  private signed(body: Buffer, header: string): boolean {
    const parts = header.split(',').map((part) => part.trim().split('=', 2) as [string, string?]);
    const time = parts.find(([name]) => name === 't')?.[1] ?? '';
    if (!/^\d{1,12}$/.test(time) || Math.abs(Date.now() / 1000 - Number(time)) > tolerance) return false;
    const expected = createHmac('sha256', this.secret).update(`${time}.`).update(body).digest();
    return parts.some(([name, value = '']) => {
      const given = Buffer.from(value, 'hex');
      return name === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
    });
  }
}

type Reader = (object: Fields, at: string) => PaymentEvent | undefined;

/** Those that carry something; others are acknowledged and ignored. */
const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['checkout.session.completed', checkout],
  // Of a payment that takes days, such as a direct debit.
  ['checkout.session.async_payment_succeeded', checkout],
  ['invoice.paid', paidInvoice],
  ['invoice_payment.paid', invoicePayment],
  ['customer.subscription.updated', subscription],
  ['customer.subscription.deleted', subscription],
  ['charge.refunded', refundedCharge],
  ['charge.dispute.closed', lostDispute],
]);

function checkout(session: Fields, at: string): PaymentEvent | undefined {
  const metadata = fieldsOf(session.metadata);
  const userId = userOf(session.client_reference_id) ?? userOf(metadata.user_id);
  const subscribed = idOf(session.subscription);
  // The invoice says what was paid.
  if (subscribed) return { userId, about: subscribed };
  const transaction = idOf(session.payment_intent) ?? idOf(session.id);
  const sku = idOf(metadata.sku);
  if (session.mode !== 'payment' || session.payment_status === 'unpaid' || !transaction || !sku) return undefined;
  return {
    userId,
    about: transaction,
    fact: bought(transaction, null, { sku }, session, session.amount_total, at, null),
  };
}

function paidInvoice(invoice: Fields, at: string): PaymentEvent | undefined {
  const details = fieldsOf(fieldsOf(invoice.parent).subscription_details ?? invoice.subscription_details);
  const about = idOf(invoice.subscription) ?? idOf(details.subscription);
  const transaction = idOf(invoice.id);
  const lines = fieldsOf(invoice.lines).data;
  const priced = (Array.isArray(lines) ? lines.map(fieldsOf) : [])
    .map((each) => ({ price: priceOf(each), until: fieldsOf(each.period).end }))
    // With a change of the price there are lines of both.
    .sort((a, b) => Number(b.until) - Number(a.until));
  const stripePriceIds = [...new Set(priced.flatMap(({ price }) => price ?? []))];
  const validUntil = seconds(priced[0]?.until);
  if (!about || !transaction || stripePriceIds.length === 0 || !validUntil) return undefined;
  const paidAt = seconds(fieldsOf(invoice.status_transitions).paid_at) ?? at;
  const payment = idOf(invoice.payment_intent) ?? null;
  const fact = bought(transaction, payment, { stripePriceIds }, invoice, invoice.amount_paid, paidAt, validUntil);
  return { userId: userOf(fieldsOf(details.metadata).user_id), about, fact };
}

/** Since 2025-03-31 an invoice does not say by which payment it was paid. */
function invoicePayment(paid: Fields): PaymentEvent | undefined {
  const [about, payment] = [idOf(paid.invoice), idOf(fieldsOf(paid.payment).payment_intent)];
  return about && payment ? { about, fact: { is: 'paid', payment } } : undefined;
}

function subscription(object: Fields): PaymentEvent | undefined {
  const [about, ended] = [idOf(object.id), seconds(object.ended_at)];
  const userId = userOf(fieldsOf(object.metadata).user_id);
  return about ? { userId, about, fact: ended ? { is: 'ended', at: ended } : undefined } : undefined;
}

/** A part that is paid back leaves the purchase as it is. */
function refundedCharge(charge: Fields, at: string): PaymentEvent | undefined {
  const about = idOf(charge.payment_intent) ?? idOf(charge.invoice);
  return about && charge.refunded === true ? { about, fact: { is: 'refunded', at } } : undefined;
}

/** Of a dispute that is lost the bank has taken the payment back. */
function lostDispute(dispute: Fields, at: string): PaymentEvent | undefined {
  const about = idOf(dispute.payment_intent);
  return about && dispute.status === 'lost' ? { about, fact: { is: 'refunded', at } } : undefined;
}

function bought(
  transaction: string,
  payment: string | null,
  product: ProductName,
  { currency }: Fields,
  amount: unknown,
  boughtAt: string,
  validUntil: string | null,
) {
  const code = typeof currency === 'string' ? currency.toUpperCase() : '';
  const known =
    Number.isInteger(amount) && Number(amount) >= 0 && Number(amount) <= mostMinor && /^[A-Z]{3}$/.test(code);
  const amountMinor = inHundredths.has(code) ? Math.round(Number(amount) / 100) : Number(amount);
  const paid = known ? { amountMinor, currency: code } : { amountMinor: null, currency: null };
  // What was paid never changes: a refund is a fact of its own.
  const times = { boughtAt, validUntil, refundedAt: null, asOf: boughtAt };
  return { is: 'bought', transaction, payment, product, ...paid, ...times } as const;
}

/** Of these Stripe counts hundredths, which they do not have (docs.stripe.com/currencies, special cases). */
const inHundredths: ReadonlySet<string> = new Set(['ISK', 'UGX']);

const seconds = (value: unknown) => (typeof value === 'number' ? timeOf(value * 1000) : undefined);

const userOf = (value: unknown) => (typeof value === 'string' && isUuid(value) ? value : undefined);

const priceOf = ({ price, pricing }: Fields) =>
  idOf(fieldsOf(price).id) ?? idOf(fieldsOf(fieldsOf(pricing).price_details).price);
