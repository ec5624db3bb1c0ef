import { X509Certificate } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Database } from '#platform/database';
import { MasterKey } from '#platform/keys';
import { journalProblems } from '../journal.errors.js';
import { AppStore } from './app-store.js';
import type { PaymentProvider, ProviderName } from './payment-provider.js';
import type { AppStoreSettingsDto, PaymentProviderDto } from './payment-providers.dto.js';
import { type PaymentProviderRow, paymentProviders, putPaymentProvider } from './payment-providers.sql.js';
import { Stripe } from './stripe.js';

/** Without the tenant, which gets another id where an archive is imported. */
const sealedFor = 'journal.stripe-webhook-secret';

/** The payment providers of a tenant. */
@Injectable()
export class PaymentProvidersService {
  constructor(
    private readonly database: Database,
    private readonly master: MasterKey,
    private readonly audit: Audit,
  ) {}

  async list(tenantId: string): Promise<PaymentProviderDto[]> {
    return (await this.database.read({ tenantId }, paymentProviders)).map(shown);
  }

  putAppStore(tenantId: string, settings: AppStoreSettingsDto): Promise<PaymentProviderDto> {
    const { rootCertificate } = settings;
    // The certificate alone: whatever else is in the text, such as a private key, is not stored.
    const root = rootCertificate && { rootCertificate: new X509Certificate(rootCertificate).toString() };
    return this.put(tenantId, 'app-store', { ...settings, ...root }, null);
  }

  /** @param secret the one that Stripe signs with from now on */
  putStripe(tenantId: string, secret: string): Promise<PaymentProviderDto> {
    return this.put(tenantId, 'stripe', {}, this.master.seal(Buffer.from(secret), sealedFor));
  }

  /**
   * What verifies the receipts and events of a provider; undefined where the tenant has not set it up.
   *
   * @throws Problem `provider_secret_sealed` (503)
   */
  async open(tenantId: string, name: ProviderName): Promise<PaymentProvider | undefined> {
    const rows = await this.database.read({ tenantId }, paymentProviders);
    const row = rows.find(({ provider }) => provider === name);
    if (!row?.secret) return row && new AppStore(row.settings as AppStoreSettingsDto);
    const secret = this.master.open(row.secret, sealedFor);
    if (!secret) throw journalProblems.provider_secret_sealed();
    return new Stripe(secret.toString());
  }

  private put(
    tenantId: string,
    name: ProviderName,
    settings: object,
    secret: Buffer | null,
  ): Promise<PaymentProviderDto> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const [row] = await tx.run(putPaymentProvider, tenantId, name, JSON.stringify(settings), secret);
      await this.audit.record(tx, {
        action: 'journal.payment-provider.put',
        targetKind: 'payment-provider',
        targetId: name,
      });
      return shown(row as PaymentProviderRow);
    });
  }
}

function shown({ provider, settings, updatedAt }: PaymentProviderRow): PaymentProviderDto {
  const { bundleId = null, sandbox = null, rootCertificate = null } = settings;
  return { provider, bundleId, sandbox, rootCertificate, updatedAt };
}
