import { statement } from '#platform/database';
import { declareList, text } from '#platform/lists';
import type { Period, ProductDto } from './products.dto.js';

const columns = `sku, name_en as "nameEn", name_fr as "nameFr", price_minor as "priceMinor", currency, period,
  app_store_id as "appStoreId", stripe_price_id as "stripePriceId", on_sale as "onSale",
  premium_from as "premiumFrom"`;

export const productList = declareList<ProductDto, 'sku'>({
  name: 'journal.products',
  columns,
  from: 'journal.products',
  sorts: { sku: { keys: [text('sku', 'sku')] } },
});

/** Of the products on sale, the one that asks for premium first: no date is before all dates. None where nothing is on sale. */
export const firstOnSale = 'from journal.products where on_sale order by premium_from nulls first limit 1';

/**
 * Creates or replaces a product. On sale without a date it has that of the others, or 30 days where there is none.
 *
 * @param content a `ProductContentDto` in JSON
 */
export const putProduct = statement<ProductDto, [tenantId: string, sku: string, content: string]>(
  'journal.products.put',
)`
  insert into journal.products (tenant_id, sku, name_en, name_fr, price_minor, currency, period, app_store_id,
      stripe_price_id, on_sale, premium_from)
    select $1, $2, "nameEn", "nameFr", "priceMinor", currency, period, "appStoreId", "stripePriceId", "onSale",
      case
        when not "onSale" then null
        when "premiumFrom" is not null then "premiumFrom"
        else nullif(
          coalesce((select coalesce(premium_from, '-infinity') ${firstOnSale}), now() + interval '30 days'), '-infinity')
      end
    from jsonb_to_record($3) as content ("nameEn" text, "nameFr" text, "priceMinor" integer, currency text, period text,
      "appStoreId" text, "stripePriceId" text, "onSale" boolean, "premiumFrom" timestamptz)
    on conflict (tenant_id, sku) do update set name_en = excluded.name_en, name_fr = excluded.name_fr,
      price_minor = excluded.price_minor, currency = excluded.currency, period = excluded.period,
      app_store_id = excluded.app_store_id, stripe_price_id = excluded.stripe_price_id, on_sale = excluded.on_sale,
      premium_from = excluded.premium_from, updated_at = now()
    returning ${columns}`;

/** Gives every product on sale the same date. */
export const movePremium = statement<object, [premiumFrom: string]>('journal.products.move-premium')`
  update journal.products set premium_from = $1 where on_sale and premium_from is distinct from $1`;

/** How a provider names a product: by one of these ids. */
export interface ProductName {
  readonly appStoreId?: string;
  /** Of several, the first one that the tenant sells counts. */
  readonly stripePriceIds?: readonly string[];
  readonly sku?: string;
}

export interface NamedProduct {
  readonly sku: string;
  readonly period: Period;
  readonly stripePriceId: string | null;
}

/** The products that have one of these ids. */
export const productsNamed = statement<
  NamedProduct,
  [appStoreId: string | null, stripePriceIds: readonly string[], sku: string | null]
>('journal.products.named')`
  select sku, period, stripe_price_id as "stripePriceId" from journal.products where app_store_id = $1
    union all select sku, period, stripe_price_id from journal.products where stripe_price_id = any ($2)
    union all select sku, period, stripe_price_id from journal.products where sku = $3`;
