import { statement } from '#platform/database';
import { declareList, timestamp, uuid } from '#platform/lists';
import type { ProviderName } from '../payment-providers/payment-provider.js';
import type { Period } from '../products/products.dto.js';
import { firstOnSale } from '../products/products.sql.js';
import type { PremiumDto, PurchaseDto } from './purchases.dto.js';

const columns = `id, provider, transaction_id as "transactionId", sku, amount_minor as "amountMinor", currency,
  bought_at as "boughtAt", valid_until as "validUntil", refunded_at as "refundedAt"`;

/** The purchases of the person in force, as all statements here. */
export const purchaseList = declareList<PurchaseDto, '-boughtAt'>({
  name: 'journal.purchases',
  columns,
  from: 'journal.purchases',
  sorts: { '-boughtAt': { keys: [timestamp('bought_at', 'boughtAt'), uuid('id', 'id')] } },
});

export const purchaseOf = statement<PurchaseDto, [provider: ProviderName, transaction: string]>(
  'journal.purchases.of-transaction',
)`
  select ${columns} from journal.purchases where provider = $1 and transaction_id = $2`;

/** The product that the person bought last with a subscription, which may have other ids by now. */
export const subscribedProduct = statement<
  { sku: string; period: Period },
  [provider: ProviderName, subscription: string]
>('journal.purchases.subscribed-product')`
  select sku, period from journal.products where sku = (
      select sku from journal.purchases where provider = $1 and subscription = $2 order by bought_at desc limit 1)`;

/**
 * What the person bought, in one row; whether premium is asked for by now, null where nothing is on sale, and from when on it is,
 * null where it always was.
 */
export const entitlement = statement<PremiumDto & { isAsked: boolean | null; askedFrom: Date | null }>(
  'journal.purchases.entitlement',
)`
  select (select coalesce(premium_from <= now(), true) ${firstOnSale}) as "isAsked",
      (select premium_from ${firstOnSale}) as "askedFrom",
      coalesce(bool_or(valid_until is null or valid_until > now()), false) as active,
      case when bool_or(valid_until is null) then null else max(valid_until) end as until
    from journal.purchases where refunded_at is null`;

/** A changed row. */
interface Changed {
  readonly id: string;
}

/**
 * Writes what the provider says of a transaction, a `Bought` in JSON, unless it said something later before. It ends with the
 * subscription, and where the provider names no end, with the period of the product. What was paid back stays so, whatever is
 * said later, unless that is that the refund was taken back; of two statements of the same time the refund holds.
 */
export const writePurchase = statement<
  Changed,
  [
    tenantId: string,
    id: string,
    userId: string,
    provider: ProviderName,
    subscription: string,
    sku: string,
    period: Period,
    bought: string,
  ]
>('journal.purchases.write')`
  insert into journal.purchases (tenant_id, id, user_id, provider, transaction_id, subscription, payment, sku, amount_minor,
      currency, bought_at, valid_until, refunded_at, as_of)
    select $1, $2, $3, $4, transaction, $5, payment, $6, "amountMinor", currency, "boughtAt",
      least(
        coalesce("validUntil", "boughtAt" + case $7 when 'month' then interval '1 month' when 'year' then interval '1 year' end),
        (select ended_at from journal.payment_references where provider = $4 and reference = $5)),
      "refundedAt", "asOf"
    from jsonb_to_record($8) as bought (transaction text, payment text, "amountMinor" integer, currency text,
      "boughtAt" timestamptz, "validUntil" timestamptz, "refundedAt" timestamptz, "asOf" timestamptz)
    on conflict (tenant_id, provider, transaction_id) do update set
      -- The period that the product had when it was bought stays.
      valid_until = case when $8->>'validUntil' is null then purchases.valid_until else excluded.valid_until end,
      refunded_at = excluded.refunded_at, as_of = excluded.as_of
      where case
        when purchases.refunded_at is not null then ($8->>'reinstated')::boolean and excluded.as_of > purchases.as_of
        when excluded.refunded_at is not null then excluded.as_of >= purchases.as_of
        else excluded.as_of > purchases.as_of
      end
    returning id`;

/** Ends what a subscription gives. */
export const endPurchases = statement<Changed, [provider: ProviderName, subscription: string, at: string]>(
  'journal.purchases.end',
)`
  update journal.purchases set valid_until = $3
    where provider = $1 and subscription = $2 and valid_until > $3 returning id`;

export const notePayment = statement<Changed, [provider: ProviderName, transaction: string, payment: string]>(
  'journal.purchases.note-payment',
)`
  update journal.purchases set payment = $3 where provider = $1 and transaction_id = $2 returning id`;

export const refundPurchase = statement<Changed, [provider: ProviderName, payment: string, at: string]>(
  'journal.purchases.refund',
)`
  update journal.purchases set refunded_at = $3
    where provider = $1 and $2 in (transaction_id, payment) and refunded_at is null returning id`;
