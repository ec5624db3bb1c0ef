import { OmitType } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, Matches } from 'class-validator';
import { IsDateTime, IsIntBetween, Length, ListOf, ruleText } from '#platform/http';

/** For how long a product is bought. */
export const periods = ['month', 'year', 'lifetime'] as const;
export type Period = (typeof periods)[number];

const badCurrency = ruleText(
  'bad_format',
  'must be a currency of ISO 4217, as in EUR',
  'doit être une devise ISO 4217, comme EUR',
);
const badIdentifier = ruleText(
  'bad_format',
  'must be 1 to 255 letters without accents, digits, dots, hyphens and underscores, as in org.example.premium',
  'doit comporter de 1 à 255 lettres sans accent, chiffres, points, traits d’union et tirets bas, comme org.example.premium',
);

/** The most minor units of a price or an amount. */
export const mostMinor = 2_147_483_647;

/** What a product is. */
export class ProductContentDto {
  /**
   * 1 to 120 characters, in English.
   * @example 'Premium, monthly'
   */
  @Length(1, 120)
  nameEn!: string;

  /**
   * 1 to 120 characters, in French.
   * @example 'Premium, mensuel'
   */
  @Length(1, 120)
  nameFr!: string;

  /**
   * The price that clients show, in minor units of the currency: 499 for 4.99 euros.
   * @example 499
   */
  @IsIntBetween(0, mostMinor)
  priceMinor!: number;

  /**
   * An ISO 4217 code.
   * @example 'EUR'
   */
  @IsString()
  @Matches(/^[A-Z]{3}$/, { context: badCurrency })
  currency!: string;

  /**
   * For how long it is bought; `month` and `year` may be renewed.
   * @example 'month'
   */
  @IsIn(periods)
  period!: Period;

  /**
   * Its product id in the App Store; left out where it is not sold there.
   * @example 'org.example.journal.premium.monthly'
   */
  @IsOptional()
  @IsString()
  @Matches(/^[\w.-]{1,255}$/, { context: badIdentifier })
  appStoreId?: string;

  /**
   * The id of its price in Stripe; left out where it is not sold there.
   * @example 'price_1QLb2rJ3fTxYzA'
   */
  @IsOptional()
  @IsString()
  @Matches(/^[\w.-]{1,255}$/, { context: badIdentifier })
  stripePriceId?: string;

  /**
   * Whether clients offer it. Those who bought it keep it in any case, and may renew it.
   * @example true
   */
  @IsBoolean()
  onSale!: boolean;

  /**
   * From when premium is asked for of those who have not bought it; until then everybody keeps it. It counts for all products
   * on sale. Left out, it stays as it is, and is in 30 days with the first product on sale. One that has passed counts at once.
   * @example '2026-12-24T00:00:00Z'
   */
  @IsOptional()
  @IsDateTime()
  premiumFrom?: string;
}

/** A product. */
export class ProductDto extends OmitType(ProductContentDto, ['appStoreId', 'stripePriceId', 'premiumFrom']) {
  /** @example 'premium-monthly' */
  sku!: string;

  /**
   * Null where it is not sold in the App Store.
   * @example 'org.example.journal.premium.monthly'
   */
  appStoreId!: string | null;

  /**
   * Null where it is not sold with Stripe.
   * @example 'price_1QLb2rJ3fTxYzA'
   */
  stripePriceId!: string | null;

  /**
   * From when premium is asked for of those who have not bought it; until then everybody keeps it. Null where the product is not
   * on sale, or was before there were such dates.
   */
  premiumFrom!: Date | null;
}

/** A cursor step or page of products. */
export class ProductsDto extends ListOf(ProductDto) {}
