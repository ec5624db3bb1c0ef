import { createHmac, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CompactSign } from 'jose';
import { newId } from '#platform/ids';

/** A chain of certificates that tests made, and the private key of its leaf. They sign nothing real. */
export type StoreKeys = 'store' | 'expired-store' | 'other-store' | 'developer';

export const bundleId = 'org.example.journal';
export const webhookSecret = 'whsec_only_for_tests';

const pemOf = (keys: StoreKeys) => readFileSync(join(__dirname, 'test-only-store-keys', `${keys}.pem`), 'utf8');
const certificatesOf = (keys: StoreKeys) =>
  pemOf(keys).match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];

/** The root of `store`, `expired-store` and `developer`, in PEM. */
export const storeRoot = certificatesOf('store')[2] as string;

/** The chain as a JWS carries it: the certificate that signs, its issuer and the root. */
export const chainOf = (keys: StoreKeys) => certificatesOf(keys).map((pem) => pem.split('\n').slice(1, -1).join(''));

/** Signed data as the App Store writes it. */
export function signedByStore(fields: object, keys: StoreKeys = 'store', x5c = chainOf(keys)): Promise<string> {
  return new CompactSign(Buffer.from(JSON.stringify(fields)))
    .setProtectedHeader({ alg: 'ES256', x5c })
    .sign(createPrivateKey(pemOf(keys)));
}

/** A transaction of StoreKit 2: a month of `org.example.journal.premium`, bought now. */
export function transactionOf(userId: string, differing: object = {}) {
  const transactionId = newId();
  const now = Date.now();
  return {
    transactionId,
    originalTransactionId: transactionId,
    bundleId,
    productId: 'org.example.journal.premium',
    purchaseDate: now,
    expiresDate: now + 30 * 86_400_000,
    type: 'Auto-Renewable Subscription',
    appAccountToken: userId,
    environment: 'Production',
    signedDate: now,
    price: 4990,
    currency: 'EUR',
    ...differing,
  };
}

/** A notification of the App Store (V2) about a transaction, as its body. */
export async function notificationOf(transaction: object, differing: object = {}): Promise<string> {
  const signedTransactionInfo = await signedByStore(transaction);
  const data = { bundleId, environment: 'Production', signedTransactionInfo };
  const fields = {
    notificationType: 'DID_RENEW',
    notificationUUID: newId(),
    version: '2.0',
    data,
    signedDate: Date.now(),
  };
  return JSON.stringify({ signedPayload: await signedByStore({ ...fields, ...differing }) });
}

/** An event of Stripe as its body. @param created in seconds */
export const stripeEvent = (
  type: string,
  object: object,
  { id = `evt_${newId()}`, created = Math.floor(Date.now() / 1000) } = {},
) => JSON.stringify({ id, object: 'event', type, created, data: { object } });

/** The headers of an event of Stripe. @param time in seconds */
export function stripeHeaders(body: string, secret = webhookSecret, time = Math.floor(Date.now() / 1000)) {
  const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  return { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': `t=${time},v1=${signature}` };
}
