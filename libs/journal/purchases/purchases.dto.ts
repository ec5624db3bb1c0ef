import { IsIn } from 'class-validator';
import { Length, ListOf } from '#platform/http';
import { type ProviderName, providerNames } from '../payment-providers/payment-provider.js';

/** A receipt of a purchase. */
export class ReceiptDto {
  /**
   * Who signed it. Stripe gives no receipts: its purchases come by themselves.
   * @example 'app-store'
   */
  @IsIn(providerNames)
  provider!: ProviderName;

  /**
   * Of the App Store the signed transaction, `jwsRepresentation` of StoreKit 2, bought with my id as `appAccountToken`.
   * @example 'eyJhbGciOiJFUzI1NiIsIng1YyI6W119.e30.c2lnbmF0dXJl'
   */
  @Length(1, 20_000)
  receipt!: string;
}

/** A payment: a purchase or one of its renewals. */
export class PurchaseDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  provider!: ProviderName;

  /**
   * As the provider names it.
   * @example '2000000123456789'
   */
  transactionId!: string;

  /** @example 'premium-monthly' */
  sku!: string;

  /**
   * What was paid, in minor units of the currency; null where the provider did not say.
   * @example 499
   */
  amountMinor!: number | null;

  /**
   * An ISO 4217 code.
   * @example 'EUR'
   */
  currency!: string | null;

  boughtAt!: Date;

  /** Null for a lifetime. */
  validUntil!: Date | null;

  /** Null where it was not paid back. */
  refundedAt!: Date | null;
}

/** A cursor step or page of purchases. */
export class PurchasesDto extends ListOf(PurchaseDto) {}

/** Whether premium functions may be used. Whatever was written stays readable and can be exported and deleted without. */
export class PremiumDto {
  active!: boolean;

  /**
   * The end of what was paid, also once it has passed; null for no end, and where nothing was ever paid. Where premium is still
   * included, the date from which it is asked for, if that is later.
   */
  until!: Date | null;
}

/** What I may use. */
export class EntitlementsDto {
  /** Active for everyone where the tenant sells nothing, and until the `premiumFrom` of its products. */
  premium!: PremiumDto;
}
