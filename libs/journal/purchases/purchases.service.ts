import { Injectable, Logger } from '@nestjs/common';
import type { Person } from '#platform/access';
import { inActor } from '#platform/audit';
import { Database } from '#platform/database';
import { type ListAnswer, type ListQuery, readList, rowsOfPerson, rowsOfTenant } from '#platform/lists';
import { journalProblems } from '../journal.errors.js';
import type { Bought, DeliveredEvent, PaymentEvent, ProviderName } from '../payment-providers/payment-provider.js';
import { PaymentProvidersService } from '../payment-providers/payment-providers.service.js';
import type { EventReason, EventState, PaymentEventDto, PaymentEventsQueryDto } from './payment-events.dto.js';
import { failEvent, lockPayments, paymentEventList, receiveEvent, settleEvent } from './payment-events.sql.js';
import { missingProduct, type Payer, PaymentLedger } from './payment-ledger.js';
import type { PurchaseDto, ReceiptDto } from './purchases.dto.js';
import { purchaseList, purchaseOf } from './purchases.sql.js';

/** The purchases of persons: by their receipts, and by the events of payment providers. */
@Injectable()
export class PurchasesService {
  private readonly log = new Logger('Payments');

  constructor(
    private readonly database: Database,
    private readonly providers: PaymentProvidersService,
    private readonly ledger: PaymentLedger,
  ) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  list(person: Person, query: ListQuery): Promise<ListAnswer<PurchaseDto>> {
    return readList(rowsOfPerson(this.database, person), purchaseList, query);
  }

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  listEvents(tenantId: string, query: PaymentEventsQueryDto): Promise<ListAnswer<PaymentEventDto>> {
    return readList(rowsOfTenant(this.database, tenantId), paymentEventList, query);
  }

  /**
   * Records the purchase of a receipt. One that was recorded before is answered as it is now.
   *
   * @throws Problem `receipt_of_another` (403), `receipt_refused`, `product_unknown` (422), `provider_secret_sealed` (503)
   */
  async claim(person: Person, { provider: name, receipt }: ReceiptDto): Promise<PurchaseDto> {
    const provider = await this.providers.open(person.tenantId, name);
    if (!provider) throw journalProblems.receipt_refused({ reason: notSetUp });
    const event = await provider.readReceipt(receipt);
    await this.database.ambient({ tenantId: person.tenantId }, async (tx) => {
      await tx.run(lockPayments, person.tenantId);
      const payer = await this.ledger.payerOf(tx, name, event);
      if (typeof payer === 'string' || payer.userId !== person.userId) throw journalProblems.receipt_of_another();
      await this.ledger.record(person, name, event);
    });
    const { transaction } = event.fact as Bought;
    const [purchase] = await this.database.read(person, purchaseOf, name, transaction);
    // Of a person whose erasure began nothing is written.
    if (!purchase) throw journalProblems.receipt_of_another();
    return purchase;
  }

  /**
   * Records an event, and what became of it. One that was delivered before changes nothing, unless it failed; one that names
   * nobody who is known waits for another that does; one of an erased person is dropped. One of a product that the tenant does
   * not sell fails: the provider may deliver it again once the product is there.
   */
  async receive(tenantId: string, provider: ProviderName, { id, type, event }: DeliveredEvent): Promise<void> {
    if (typeof event === 'string') {
      await this.database.transaction({ tenantId }, (tx) =>
        tx.run(receiveEvent, tenantId, provider, id, type, 'ignored', event, null, null),
      );
      return;
    }
    try {
      await inActor({ kind: 'event', id }, () =>
        this.database.ambient({ tenantId }, async (tx) => {
          await tx.run(lockPayments, tenantId);
          const payer = await this.ledger.payerOf(tx, provider, event);
          const { state, reason, waitsFor, kept } = stateOf(payer, event);
          const [received] = await tx.run(receiveEvent, tenantId, provider, id, type, state, reason, waitsFor, kept);
          if (!received || typeof payer === 'string') return;
          const settled = await this.ledger.record({ tenantId, ...payer }, provider, event);
          // It names a person by what was not known of before.
          if (settled.state !== state)
            await tx.run(settleEvent, provider, id, settled.state, settled.reason, settled.product);
        }),
      );
    } catch (error) {
      const product = missingProduct(error);
      this.log.warn(`Event ${id} of ${provider} for tenant ${tenantId} names no product that it has: ${product}`);
      await this.database.transaction({ tenantId }, (tx) => tx.run(failEvent, tenantId, provider, id, type, product));
    }
  }
}

interface EventOutcome {
  readonly state: EventState;
  readonly reason: EventReason | null;
  readonly waitsFor: string | null;
  /** What the event says, in JSON, while it waits. */
  readonly kept: string | null;
}

function stateOf(payer: Payer, event: PaymentEvent): EventOutcome {
  const none = { waitsFor: null, kept: null };
  if (payer === 'unknown')
    return { state: 'waiting', reason: 'person_unknown', waitsFor: event.about, kept: JSON.stringify(event) };
  if (payer === 'erased') return { state: 'ignored', reason: 'person_erased', ...none };
  return { state: 'applied', reason: null, ...none };
}

const notSetUp = {
  en: 'this tenant has not set the provider up',
  fr: 'ce locataire n’a pas configuré ce prestataire',
};
