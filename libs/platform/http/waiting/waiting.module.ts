import { type DynamicModule, Module } from '@nestjs/common';
import { AccessControl } from '#platform/access';
import { AnsweredReads, SharedTierModule } from '#platform/cache';
import { type Settings, SettingsModule } from '#platform/config';
import { Degradation } from '#platform/degradation';
import { Flags } from '#platform/flags';
import type { Problem } from '#platform/problems';
import { Metering } from '#platform/quotas';
import { TelemetryModule } from '#platform/telemetry';
import { ProductContexts, TenantDirectory } from '#platform/tenancy';
import { CachedAnswers } from '../answer-from-cache.js';
import { ConnectionsModule } from '../connections/connections.js';
import { KnownUrls } from '../known-urls.js';
import { Pipeline } from '../pipeline.js';
import { AddressLimit } from '../rate-limit/address-limit.js';
import { TenantLimit } from '../rate-limit/tenant-limit.js';
import { Refusals } from '../refusals/refusals.js';
import { RequestPlaces } from '../request-places.js';
import { SharedPages } from './shared-pages.js';
import { SharedTenants } from './shared-tenants.js';

/** Longer than elsewhere: there is no database to ask instead, and the start that goes on beside it stalls this process. */
const REDIS_TIMEOUT_MS = 2000;

/** The pipeline of a process without a database: tenants and pages come from the shared tier, and nothing else is known. */
@Module({})
export class WaitingModule {
  /** @param refusal what a request gets that needs the database */
  static with(settings: Settings, refusal: () => Problem): DynamicModule {
    const refuse = () => {
      throw refusal();
    };
    return {
      module: WaitingModule,
      imports: [
        SettingsModule.with(settings),
        TelemetryModule,
        ConnectionsModule,
        SharedTierModule.answeringWithin(REDIS_TIMEOUT_MS),
      ],
      providers: [
        Pipeline,
        Refusals,
        AddressLimit,
        TenantLimit,
        AnsweredReads,
        KnownUrls,
        SharedTenants,
        { provide: TenantDirectory, useExisting: SharedTenants },
        { provide: CachedAnswers, useClass: SharedPages },
        // A page was stored only where the product of its tenant has its context.
        { provide: ProductContexts, useValue: { includes: () => true, require: () => {} } },
        // Public pages alone are served, and no credential is looked at. A page that is still valid was stored while its flag was on.
        { provide: AccessControl, useValue: { followRevocations: async () => {}, authorise: refuse } },
        { provide: Flags, useValue: { require: () => {} } },
        { provide: Degradation, useValue: { level: 0, refuses: () => false, refusal: () => undefined } },
        // Nothing is worked on.
        { provide: RequestPlaces, useValue: { enter: () => false, refuseHopeless: () => false } },
        { provide: Metering, useValue: { answered: () => {} } },
      ],
    };
  }
}
