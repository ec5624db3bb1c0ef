import { Injectable, Logger } from '@nestjs/common';
import type { Person } from '#platform/access';
import { Audit } from '#platform/audit';
import { CacheInvalidation, callerTag } from '#platform/cache';
import { Database, isPersonErased, type Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { Problem } from '#platform/problems';
import { Realtime, topicOf } from '#platform/realtime';
import { journalProblems } from '../journal.errors.js';
import type { Bought, PaymentEvent, ProviderName } from '../payment-providers/payment-provider.js';
import { productsNamed } from '../products/products.sql.js';
import {
  addReferences,
  endReference,
  type Settled,
  settleEvent,
  usersOf,
  waitingEvents,
} from './payment-events.sql.js';
import { endPurchases, notePayment, refundPurchase, subscribedProduct, writePurchase } from './purchases.sql.js';

/** Whose payment it is, as far as known. */
export type Payer = { readonly userId: string } | 'erased' | 'unknown';

/** Writes what providers say of payments into the purchases of persons. */
@Injectable()
export class PaymentLedger {
  private readonly log = new Logger('Payments');

  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly cache: CacheInvalidation,
    private readonly realtime: Realtime,
  ) {}

  /** Whose transaction it is, else whom the event names, else whose subscription or payment it is about. */
  async payerOf(tx: Transaction, provider: ProviderName, event: PaymentEvent): Promise<Payer> {
    const known = await tx.run(usersOf, provider, referencesOf(event));
    const { about, fact } = event;
    const transaction = fact?.is === 'bought' ? fact.transaction : undefined;
    const userOf = (wanted: string | undefined) => known.find(({ reference }) => reference === wanted)?.userId;
    const found = [userOf(transaction), event.userId, userOf(about)].find((each) => each !== undefined);
    if (found === undefined) return 'unknown';
    return found === null ? 'erased' : { userId: found };
  }

  /**
   * Records an event, and those that waited to know whose they are. To be called within `Database.ambient`, under
   * `lockPayments`. One of an erased person is dropped.
   *
   * @returns what became of the event itself: applied, or ignored
   * @throws Problem `product_unknown` (422)
   */
  async record(person: Person, provider: ProviderName, event: PaymentEvent): Promise<Settled> {
    const settled = await this.apply(person, provider, event);
    const references = new Set(referencesOf(event));
    for (;;) {
      const waiting = await this.database.read(person, waitingEvents, provider, [...references]);
      if (waiting.length === 0) return settled;
      for (const { id, event: late } of waiting) {
        const { state, reason, product } = await this.applyLate(person, provider, id, late);
        await this.database.transaction(person, (tx) => tx.run(settleEvent, provider, id, state, reason, product));
        if (state !== 'failed') for (const reference of referencesOf(late)) references.add(reference);
      }
    }
  }

  /** As `apply`. An event of a product that the tenant does not have failed: it may be delivered again once that is there. */
  private async applyLate(person: Person, provider: ProviderName, id: string, event: PaymentEvent): Promise<Settled> {
    try {
      return await this.apply(person, provider, event);
    } catch (error) {
      const product = missingProduct(error);
      this.log.warn(
        `Event ${id} of ${provider} for tenant ${person.tenantId} names no product that it has: ${product}`,
      );
      return { state: 'failed', reason: 'product_unknown', product };
    }
  }

  private async apply(person: Person, provider: ProviderName, event: PaymentEvent): Promise<Settled> {
    const { tenantId, userId } = person;
    try {
      await this.database.transaction(person, async (tx) => {
        await tx.run(addReferences, tenantId, provider, referencesOf(event), userId);
        const changed = await write(tx, person, provider, event);
        for (const { id } of changed) {
          const details = { provider, fact: event.fact?.is ?? null };
          const line = { action: 'journal.purchase.changed', targetKind: 'purchase', targetId: id, details };
          await this.audit.record(tx, line);
        }
        if (changed.length === 0) return;
        await this.cache.within(tx, tenantId, [callerTag(userId)]);
        this.realtime.publish(tx, topicOf.user(tenantId, userId), { name: 'journal.entitlements.changed', data: {} });
      });
      return { state: 'applied', reason: null, product: null };
    } catch (error) {
      if (!isPersonErased(error)) throw error;
      return { state: 'ignored', reason: 'person_erased', product: null };
    }
  }
}

/** The product that a tenant does not have. @throws the error, if it says something else */
export function missingProduct(error: unknown): string {
  if (!(error instanceof Problem) || error.code !== 'product_unknown') throw error;
  return String(error.options.extensions?.product);
}

/** The ids by which later events may be about the same person. */
function referencesOf({ about, fact }: PaymentEvent): string[] {
  if (fact?.is === 'paid') return [about, fact.payment];
  if (fact?.is !== 'bought') return [about];
  return [...new Set([about, fact.transaction, ...(fact.payment ? [fact.payment] : [])])];
}

/** @returns the purchases that it changed */
async function write(tx: Transaction, person: Person, provider: ProviderName, { about, fact }: PaymentEvent) {
  switch (fact?.is) {
    case 'bought':
      return writeBought(tx, person, provider, about, fact);
    case 'ended':
      await tx.run(endReference, provider, about, fact.at);
      return tx.run(endPurchases, provider, about, fact.at);
    case 'paid':
      return tx.run(notePayment, provider, about, fact.payment);
    case 'refunded':
      return tx.run(refundPurchase, provider, about, fact.at);
    default:
      return [];
  }
}

async function writeBought(
  tx: Transaction,
  { tenantId, userId }: Person,
  provider: ProviderName,
  subscription: string,
  fact: Bought,
) {
  const { appStoreId = null, stripePriceIds = [], sku = null } = fact.product;
  const named = await tx.run(productsNamed, appStoreId, stripePriceIds, sku);
  const byPrice = stripePriceIds.flatMap((id) => named.find(({ stripePriceId }) => stripePriceId === id) ?? []);
  const [sold = named[0]] = [...byPrice, ...(named[0] ? [] : await tx.run(subscribedProduct, provider, subscription))];
  if (!sold) {
    const product = appStoreId ?? stripePriceIds[0] ?? sku ?? '';
    throw journalProblems.product_unknown({ product }, { extensions: { product } });
  }
  const of = [tenantId, newId(), userId, provider, subscription, sold.sku, sold.period] as const;
  return tx.run(writePurchase, ...of, JSON.stringify(fact));
}
