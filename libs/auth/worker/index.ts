import { Module } from '@nestjs/common';
import { MailModule } from '#platform/mail';
import { AuthModule } from '../auth.module.js';
import { ErasureMailModule } from '../mails/erasure-mail.js';
import { MailWebhookDisabled } from '../mails/mail-webhook-disabled.subscriber.js';
import { SendInvitation, SendMail } from '../mails/send-mail.job.js';
import { ReconcileSessions } from '../members/reconcile-sessions.job.js';
import { ExportPerson } from '../profile/export-person.job.js';
import { MemberJoinedWebhook } from '../registration/member-joined.webhook.js';
import { EndSession } from '../sessions/end-session.job.js';
import { sessionCountsOfWorker } from '../sessions/session-counts.js';
import { CountSessions } from '../shards/count-sessions.job.js';
import { RebalanceShards } from '../shards/rebalance-shards.job.js';
import { ShardMetrics } from '../shards/shard-metrics.js';
import { EndSessions, EndSessionsOfDeleted } from '../tenant-end/end-sessions.job.js';
import { ExpireUnverifiedUsers } from '../users/expire-unverified-users.job.js';

/** The jobs and subscribers of auth. */
@Module({
  imports: [AuthModule, ErasureMailModule, MailModule],
  providers: [
    CountSessions,
    sessionCountsOfWorker,
    RebalanceShards,
    ShardMetrics,
    MailWebhookDisabled,
    MemberJoinedWebhook,
    SendMail,
    SendInvitation,
    ReconcileSessions,
    EndSession,
    EndSessions,
    EndSessionsOfDeleted,
    ExportPerson,
    ExpireUnverifiedUsers,
  ],
})
export class AuthWorkerModule {}
