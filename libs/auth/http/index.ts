import { Module } from '@nestjs/common';
import { KeysController } from '../api-keys/api-keys.controller.js';
import { AuthModule } from '../auth.module.js';
import { LinkRequests } from '../email-tokens/link-requests.js';
import { AcceptanceController } from '../invitations/acceptance.controller.js';
import { Acceptance } from '../invitations/acceptance.js';
import { InvitationsController } from '../invitations/invitations.controller.js';
import { OperatorInvitationsController } from '../invitations/operator-invitations.controller.js';
import { KnownDevices } from '../known-devices/known-devices.js';
import { LinksController } from '../links/links.controller.js';
import { AccountRemoval } from '../members/account-removal.js';
import { ErasureCancellation } from '../members/erasure-cancellation.js';
import { ErasuresController } from '../members/erasures.controller.js';
import { MembersController } from '../members/members.controller.js';
import { MembersService } from '../members/members.service.js';
import { OwnErasureController } from '../members/own-erasure.controller.js';
import { OwnPasswordController } from '../passwords/own-password.controller.js';
import { PasswordController } from '../passwords/password.controller.js';
import { PasswordChange } from '../passwords/password-change.service.js';
import { PasswordReplacement } from '../passwords/password-replacement.js';
import { PasswordReset } from '../passwords/password-reset.service.js';
import { PersonalKeysController } from '../personal-keys/personal-keys.controller.js';
import { PersonalKeysService } from '../personal-keys/personal-keys.service.js';
import { ExportsController } from '../profile/exports.controller.js';
import { ProfileController } from '../profile/profile.controller.js';
import { ProfileService } from '../profile/profile.service.js';
import { RealmController } from '../realm/realm.controller.js';
import { RegistrationController } from '../registration/registration.controller.js';
import { Registration } from '../registration/registration.service.js';
import { Verification } from '../registration/verification.service.js';
import { MySessionsController } from '../sessions/my-sessions.controller.js';
import { OwnSessions } from '../sessions/own-sessions.js';
import { sessionCounts } from '../sessions/session-counts.js';
import { TenantSessionsController } from '../sessions/tenant-sessions.controller.js';
import { TenantSessions } from '../sessions/tenant-sessions.js';
import { ShardMetrics } from '../shards/shard-metrics.js';
import { ShardRates } from '../shards/shard-rates.js';
import { ShardsController } from '../shards/shards.controller.js';
import { BeginSession } from '../sign-in/begin-session.js';
import { SessionRenewal } from '../sign-in/session-renewal.js';
import { SignInController } from '../sign-in/sign-in.controller.js';
import { SignInService } from '../sign-in/sign-in.service.js';
import { SignInReadiness } from '../sign-in/sign-in-readiness.js';
import { GuessGuard } from '../sign-in-tries/guess-guard.js';
import { tryCounterProviders } from '../sign-in-tries/try-counters.provider.js';
import { JwksController } from '../signing-keys/jwks.controller.js';
import { VerifiedUsers } from '../users/verified-users.js';

/** The HTTP routes of auth. */
@Module({
  imports: [AuthModule],
  controllers: [
    SignInController,
    MySessionsController,
    TenantSessionsController,
    ShardsController,
    RegistrationController,
    PasswordController,
    OwnPasswordController,
    RealmController,
    KeysController,
    PersonalKeysController,
    JwksController,
    LinksController,
    ProfileController,
    ExportsController,
    MembersController,
    ErasuresController,
    OwnErasureController,
    InvitationsController,
    OperatorInvitationsController,
    AcceptanceController,
  ],
  providers: [
    Acceptance,
    AccountRemoval,
    ErasureCancellation,
    MembersService,
    ProfileService,
    PersonalKeysService,
    ...tryCounterProviders,
    GuessGuard,
    KnownDevices,
    SignInReadiness,
    SignInService,
    BeginSession,
    SessionRenewal,
    OwnSessions,
    TenantSessions,
    sessionCounts,
    ShardRates,
    ShardMetrics,
    LinkRequests,
    Registration,
    Verification,
    VerifiedUsers,
    PasswordReplacement,
    PasswordReset,
    PasswordChange,
  ],
})
export class AuthHttpModule {}
