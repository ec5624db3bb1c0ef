import type { MigrationClass } from '#platform/database';
import { PlatformSetup1763683200000 } from './1763683200000-platform-setup.js';
import { TenantsRegistry1763683200100 } from './1763683200100-tenants-registry.js';
import { AccessKeys1763683200200 } from './1763683200200-access-keys.js';
import { FlagsSettings1763683200300 } from './1763683200300-flags-settings.js';
import { CatalogApps1763683200400 } from './1763683200400-catalog-apps.js';
import { FlagsVersions1763683200500 } from './1763683200500-flags-versions.js';
import { PlatformProtection1763683200600 } from './1763683200600-platform-protection.js';
import { PlatformPartitions1763683200650 } from './1763683200650-platform-partitions.js';
import { OutboxRows1763683200700 } from './1763683200700-outbox-rows.js';
import { EventsDeliveries1763683200710 } from './1763683200710-events-deliveries.js';
import { JobsQueues1763683200800 } from './1763683200800-jobs-queues.js';
import { AuditLines1763683200900 } from './1763683200900-audit-lines.js';
import { OperationsStates1763683201000 } from './1763683201000-operations-states.js';
import { IdempotencyRecords1763683201010 } from './1763683201010-idempotency-records.js';
import { TenantsLifecycle1763683201200 } from './1763683201200-tenants-lifecycle.js';
import { TenantsDuePurges1763683201210 } from './1763683201210-tenants-due-purges.js';
import { TenantsEmptying1763683201220 } from './1763683201220-tenants-emptying.js';
import { CatalogEmptying1763683201230 } from './1763683201230-catalog-emptying.js';
import { PlatformMoves1763683201400 } from './1763683201400-platform-moves.js';
import { AuthUsers1763683202000 } from './1763683202000-auth-users.js';
import { AuthSigningKeys1763683202100 } from './1763683202100-auth-signing-keys.js';
import { AuthApiKeys1763683202110 } from './1763683202110-auth-api-keys.js';
import { AuthEmailTokens1763683202200 } from './1763683202200-auth-email-tokens.js';
import { AuthSessions1763683202300 } from './1763683202300-auth-sessions.js';
import { AuthRevocations1763683202310 } from './1763683202310-auth-revocations.js';
import { AuthSignIn1763683202400 } from './1763683202400-auth-sign-in.js';
import { AuthMembers1763683202500 } from './1763683202500-auth-members.js';
import { AuthOperatorInvitations1763683203000 } from './1763683203000-auth-operator-invitations.js';
import { AuthOperatorInvitationsIndex1763683203001 } from './1763683203001-auth-operator-invitations-index.js';
import { OperationsCancelPermission1763683203010 } from './1763683203010-operations-cancel-permission.js';
import { AuthUnverifiedUsers1763683203100 } from './1763683203100-auth-unverified-users.js';
import { AuthUnverifiedIndex1763683203110 } from './1763683203110-auth-unverified-index.js';
import { AuthSeatsAnew1763683203120 } from './1763683203120-auth-seats-anew.js';
import { AuthTries1763683203200 } from './1763683203200-auth-tries.js';
import { AuthSharedAllowances1763683203210 } from './1763683203210-auth-shared-allowances.js';
import { AuthRowRules1763683203300 } from './1763683203300-auth-row-rules.js';
import { AuthRowRulesValidated1763683203310 } from './1763683203310-auth-row-rules-validated.js';
import { PlatformFunctionRights1763683203500 } from './1763683203500-platform-function-rights.js';
import { EventsBoundedCount1763683203700 } from './1763683203700-events-bounded-count.js';
import { AuthCostlyHashes1763683204000 } from './1763683204000-auth-costly-hashes.js';
import { AuthCostlyHashesCleared1763683204010 } from './1763683204010-auth-costly-hashes-cleared.js';
import { AuthCostlyHashesValidated1763683204020 } from './1763683204020-auth-costly-hashes-validated.js';
import { AuthRevocationsOfTenants1763683204200 } from './1763683204200-auth-revocations-of-tenants.js';

/** Every migration of the one database, in the order in which they are applied. */
export const migrations: readonly MigrationClass[] = [
  PlatformSetup1763683200000,
  TenantsRegistry1763683200100,
  AccessKeys1763683200200,
  FlagsSettings1763683200300,
  CatalogApps1763683200400,
  FlagsVersions1763683200500,
  PlatformProtection1763683200600,
  PlatformPartitions1763683200650,
  OutboxRows1763683200700,
  EventsDeliveries1763683200710,
  JobsQueues1763683200800,
  AuditLines1763683200900,
  OperationsStates1763683201000,
  IdempotencyRecords1763683201010,
  TenantsLifecycle1763683201200,
  TenantsDuePurges1763683201210,
  TenantsEmptying1763683201220,
  CatalogEmptying1763683201230,
  PlatformMoves1763683201400,
  AuthUsers1763683202000,
  AuthSigningKeys1763683202100,
  AuthApiKeys1763683202110,
  AuthEmailTokens1763683202200,
  AuthSessions1763683202300,
  AuthRevocations1763683202310,
  AuthSignIn1763683202400,
  AuthMembers1763683202500,
  AuthOperatorInvitations1763683203000,
  AuthOperatorInvitationsIndex1763683203001,
  OperationsCancelPermission1763683203010,
  AuthUnverifiedUsers1763683203100,
  AuthUnverifiedIndex1763683203110,
  AuthSeatsAnew1763683203120,
  AuthTries1763683203200,
  AuthSharedAllowances1763683203210,
  AuthRowRules1763683203300,
  AuthRowRulesValidated1763683203310,
  PlatformFunctionRights1763683203500,
  EventsBoundedCount1763683203700,
  AuthCostlyHashes1763683204000,
  AuthCostlyHashesCleared1763683204010,
  AuthCostlyHashesValidated1763683204020,
  AuthRevocationsOfTenants1763683204200,
];
