import type { ModuleMetadata } from '@nestjs/common';
import { AccessModule } from '#platform/access';
import { AuditModule } from '#platform/audit';
import { AuditChainModule } from '#platform/audit-chain';
import { CacheModule } from '#platform/cache';
import { type Settings, SettingsModule } from '#platform/config';
import { DataLifecycleModule } from '#platform/data-lifecycle';
import { DatabaseModule } from '#platform/database';
import { DegradationModule } from '#platform/degradation';
import { ErasureLedgerModule } from '#platform/erasure-ledger';
import { ErrorReportsModule } from '#platform/error-reports';
import { EventsModule } from '#platform/events';
import { FlagsModule } from '#platform/flags';
import { JobsModule } from '#platform/jobs';
import { KeyRotationModule } from '#platform/key-rotation';
import { KeysModule } from '#platform/keys';
import { OperationsModule } from '#platform/operations';
import { OutboxModule } from '#platform/outbox';
import { PersonKeysModule } from '#platform/person-keys';
import { RealtimeModule } from '#platform/realtime';
import { SignaturesModule } from '#platform/signatures';
import { StorageModule } from '#platform/storage';
import { TelemetryModule } from '#platform/telemetry';
import { TrendsModule } from '#platform/trends';
import { WebhooksModule } from '#platform/webhooks';

/** The platform modules that every process uses, in the order of the layers. */
export function platformModules(settings: Settings): NonNullable<ModuleMetadata['imports']> {
  return [
    SettingsModule.with(settings),
    TelemetryModule,
    KeysModule,
    PersonKeysModule,
    DatabaseModule,
    OutboxModule,
    AuditModule,
    EventsModule,
    JobsModule.withDeclaredJobs(),
    AuditChainModule,
    SignaturesModule,
    KeyRotationModule,
    StorageModule,
    ErasureLedgerModule,
    ErrorReportsModule,
    CacheModule,
    AccessModule,
    RealtimeModule,
    FlagsModule,
    DegradationModule,
    OperationsModule,
    DataLifecycleModule,
    WebhooksModule,
    TrendsModule,
  ];
}
