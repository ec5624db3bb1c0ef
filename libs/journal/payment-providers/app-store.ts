import { X509Certificate } from 'node:crypto';
import { isUuid } from '#platform/ids';
import { journalProblems } from '../journal.errors.js';
import { mostMinor } from '../products/products.dto.js';
import { type Fields, fieldsOf, idOf, parsedFields, timeOf } from './fields.js';
import { type DeliveredEvent, type PaymentEvent, PaymentProvider } from './payment-provider.js';
import type { AppStoreSettingsDto } from './payment-providers.dto.js';
import { appleRoot, verifySignedData } from './signed-data.js';

/** ISO 4217: the currencies whose minor unit is not a hundredth. */
const digits: Readonly<Record<string, number>> = Object.fromEntries([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0]),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3]),
]);

/**
 * The App Store: transactions that it signed (StoreKit 2, `JWSTransaction`) are receipts, and its Server Notifications V2
 * are events. Their `appAccountToken` is the id of the user, which the app gives at the purchase.
 */
export class AppStore extends PaymentProvider {
  private readonly root: string;

  constructor(private readonly settings: AppStoreSettingsDto) {
    super();
    const { rootCertificate } = settings;
    this.root = rootCertificate ? new X509Certificate(rootCertificate).fingerprint256 : appleRoot;
  }

  override async readEvent(body: Buffer): Promise<DeliveredEvent> {
    const { signedPayload } = parsedFields(body.toString());
    const notification = await this.verify(signedPayload);
    const id = idOf(notification?.notificationUUID);
    if (!notification || !id) throw journalProblems.event_not_signed();
    const data = fieldsOf(notification.data);
    const type = idOf(notification.notificationType) ?? 'unknown';
    // Such as the test notification, which is about no transaction.
    if (data.signedTransactionInfo === undefined) return { id, type, event: 'type_unused' };
    const transaction = await this.verify(data.signedTransactionInfo);
    if (!transaction || transaction.bundleId !== this.settings.bundleId) throw journalProblems.event_not_signed();
    if (!this.counts(transaction)) return { id, type, event: 'sandbox' };
    return { id, type, event: eventOf(transaction, type === 'REFUND_REVERSED') ?? 'no_purchase' };
  }

  override async readReceipt(receipt: string): Promise<PaymentEvent> {
    const transaction = await this.verify(receipt);
    if (!transaction) throw refusal(reasons.unsigned);
    if (transaction.bundleId !== this.settings.bundleId) throw refusal(reasons.bundle);
    if (!this.counts(transaction)) throw refusal(reasons.environment);
    const event = eventOf(transaction);
    if (!event) throw refusal(reasons.incomplete);
    return event;
  }

  private async verify(signed: unknown): Promise<Fields | undefined> {
    return typeof signed === 'string' ? verifySignedData(signed, this.root) : undefined;
  }

  /** Apple signs what testers buy for nothing with the same key. */
  private counts({ environment }: Fields): boolean {
    return environment === 'Production' || (environment === 'Sandbox' && this.settings.sandbox);
  }
}

/** @param reinstated whether the App Store says with it that a refund was taken back */
function eventOf(transaction: Fields, reinstated = false): PaymentEvent | undefined {
  const { appAccountToken, price, currency, expiresDate, revocationDate } = transaction;
  const [id, about] = [idOf(transaction.transactionId), idOf(transaction.originalTransactionId)];
  const appStoreId = idOf(transaction.productId);
  const [boughtAt, asOf] = [timeOf(transaction.purchaseDate), timeOf(transaction.signedDate)];
  // Without its end a purchase would be valid for ever.
  const isUnreadable = [expiresDate, revocationDate].some((time) => time != null && timeOf(time) === undefined);
  if (!id || !about || !appStoreId || !boughtAt || !asOf || isUnreadable) return undefined;
  const token = typeof appAccountToken === 'string' ? appAccountToken.toLowerCase() : '';
  return {
    userId: isUuid(token) ? token : undefined,
    about,
    fact: {
      is: 'bought',
      transaction: id,
      payment: null,
      product: { appStoreId },
      ...amountOf(price, currency),
      boughtAt,
      validUntil: timeOf(expiresDate) ?? null,
      refundedAt: timeOf(revocationDate) ?? null,
      reinstated,
      asOf,
    },
  };
}

/** @param price in thousandths of the currency */
function amountOf(price: unknown, currency: unknown): { amountMinor: number | null; currency: string | null } {
  const none = { amountMinor: null, currency: null };
  if (typeof price !== 'number' || typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) return none;
  const amountMinor = Math.round((price / 1000) * 10 ** (digits[currency] ?? 2));
  return amountMinor >= 0 && amountMinor <= mostMinor ? { amountMinor, currency } : none;
}

const refusal = (reason: (typeof reasons)[keyof typeof reasons]) => journalProblems.receipt_refused({ reason });

const reasons = {
  unsigned: {
    en: 'the App Store has not signed it, or its certificate was not valid then',
    fr: 'l’App Store ne l’a pas signé, ou son certificat n’était alors pas valable',
  },
  bundle: { en: 'it is of another app', fr: 'il provient d’une autre application' },
  environment: {
    en: 'it is of an environment that does not count here, such as the sandbox',
    fr: 'il provient d’un environnement qui ne compte pas ici, comme le bac à sable',
  },
  incomplete: { en: 'it describes no purchase', fr: 'il ne décrit aucun achat' },
};
