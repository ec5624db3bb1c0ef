import { statement } from '#platform/database';
import type { ProviderName } from './payment-provider.js';
import type { AppStoreSettingsDto } from './payment-providers.dto.js';

export interface PaymentProviderRow {
  readonly provider: ProviderName;
  readonly settings: Partial<AppStoreSettingsDto>;
  /** Sealed. */
  readonly secret: Buffer | null;
  readonly updatedAt: Date;
}

const columns = 'provider, settings, secret, updated_at as "updatedAt"';

export const paymentProviders = statement<PaymentProviderRow>('journal.payment-providers.all')`
  select ${columns} from journal.payment_providers order by provider`;

export const putPaymentProvider = statement<
  PaymentProviderRow,
  [tenantId: string, provider: ProviderName, settings: string, secret: Buffer | null]
>('journal.payment-providers.put')`
  insert into journal.payment_providers (tenant_id, provider, settings, secret) values ($1, $2, $3, $4)
    on conflict (tenant_id, provider) do update set settings = excluded.settings, secret = excluded.secret, updated_at = now()
    returning ${columns}`;
