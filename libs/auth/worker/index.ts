import { Module } from '@nestjs/common';
import { MailModule } from '#platform/mail';
import { AuthModule } from '../auth.module.js';
import { ExpireEmailTokens } from '../email-tokens/expire-email-tokens.job.js';
import { MailSource } from '../mails/mail-source.js';
import { SendMail } from '../mails/send-mail.job.js';
import { ReconcileSessions } from '../members/reconcile-sessions.job.js';
import { ForgetRevocations } from '../revocations/forget-revocations.job.js';
import { ExpireSessions } from '../session-store/expire-sessions.job.js';
import { EndSession } from '../sessions/end-session.job.js';
import { CountSessions } from '../shards/count-sessions.job.js';
import { RebalanceShards } from '../shards/rebalance-shards.job.js';
import { ShardMetrics } from '../shards/shard-metrics.js';
import { DeleteExpiredKeys } from '../signing-keys/delete-expired-keys.job.js';
import { EmptyAccounts, EmptyAccountsOfPurged } from '../tenant-end/empty-accounts.job.js';
import { EndSessions, EndSessionsOfDeleted } from '../tenant-end/end-sessions.job.js';
import { ExpireThrottleCounts } from '../throttle/expire-throttle-counts.job.js';
import { ExpireUnverifiedUsers } from '../users/expire-unverified-users.job.js';

/** The jobs and subscribers of auth. */
@Module({
  imports: [AuthModule, MailModule],
  providers: [
    CountSessions,
    RebalanceShards,
    ShardMetrics,
    MailSource,
    SendMail,
    ExpireSessions,
    ReconcileSessions,
    EndSession,
    EndSessions,
    EndSessionsOfDeleted,
    EmptyAccounts,
    EmptyAccountsOfPurged,
    ForgetRevocations,
    ExpireThrottleCounts,
    ExpireEmailTokens,
    DeleteExpiredKeys,
    ExpireUnverifiedUsers,
  ],
})
export class AuthWorkerModule {}
