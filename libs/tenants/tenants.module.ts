import { Global, Module } from '@nestjs/common';
import { Metering, Quotas } from '#platform/quotas';
import { ProductContexts, TenantDirectory } from '#platform/tenancy';
import { DirectoryRefresh } from './directory/directory-refresh.js';
import { MemoryDirectory } from './directory/memory-directory.js';
import { CounterFlush } from './metering/counter-flush.js';
import { MeteringBuffer } from './metering/metering-buffer.js';
import { MeteringReport } from './metering/metering-report.js';
import { DeclaredContexts } from './products/products.js';
import { PurgeSteps } from './purges/purge-steps.js';
import { Purges } from './purges/purges.service.js';
import { TenantHistory } from './tenants/tenant-history.js';
import { TenantRegistry } from './tenants/tenant-registry.js';
import { Tenants } from './tenants/tenants.service.js';
import { DailyRateQuotas } from './usage/daily-rate-quotas.js';
import { StoredQuotas } from './usage/stored-quotas.js';
import { Usage } from './usage/usage.service.js';

/** The facades, and the implementations of the platform's interfaces, for every process. */
@Global()
@Module({
  providers: [
    MemoryDirectory,
    DirectoryRefresh,
    TenantHistory,
    TenantRegistry,
    MeteringBuffer,
    MeteringReport,
    DailyRateQuotas,
    CounterFlush,
    PurgeSteps,
    { provide: TenantDirectory, useExisting: MemoryDirectory },
    { provide: ProductContexts, useClass: DeclaredContexts },
    { provide: Metering, useExisting: MeteringBuffer },
    { provide: Quotas, useClass: StoredQuotas },
    Tenants,
    Purges,
    Usage,
  ],
  exports: [TenantDirectory, ProductContexts, Metering, Quotas, Tenants, Purges, Usage, MeteringReport, PurgeSteps],
})
export class TenantsModule {}
