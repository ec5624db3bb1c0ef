import { Module } from '@nestjs/common';
import { Exports } from '#platform/storage';
import { LinksUsers, UnlinksUsers } from '../accounts/follow-users.subscriber.js';
import { InvitesPeople } from '../accounts/invite-people.job.js';
import { CampusModule } from '../campus.module.js';
import { NotifiesOfChapters } from '../notifications/notify-of-chapters.subscriber.js';
import { NotifiesReaders } from '../notifications/notify-readers.job.js';
import { PlansPassages } from '../passages/plan-passages.job.js';
import { TakesDecisions } from '../passages/take-decisions.job.js';
import { WorksThroughPlans } from '../passages/work-through-plan.job.js';
import { AppliesRoster } from '../rosters/apply-roster.job.js';
import { ChecksRoster } from '../rosters/check-roster.job.js';
import { CsvReader } from '../rosters/csv-reader.js';
import { ExportsRoster } from '../rosters/export-roster.job.js';
import { AskerScopes } from '../scopes/asker-scopes.js';
import { ChapterPublishedWebhook } from '../webhooks/chapter-published.webhook.js';
import { PassagesAppliedWebhook } from '../webhooks/passages-applied.webhook.js';
import { RosterAppliedWebhook } from '../webhooks/roster-applied.webhook.js';

/** The jobs of campus. */
@Module({
  imports: [CampusModule],
  providers: [
    AskerScopes,
    CsvReader,
    ChecksRoster,
    AppliesRoster,
    Exports,
    ExportsRoster,
    InvitesPeople,
    LinksUsers,
    UnlinksUsers,
    NotifiesOfChapters,
    NotifiesReaders,
    TakesDecisions,
    PlansPassages,
    WorksThroughPlans,
    ChapterPublishedWebhook,
    RosterAppliedWebhook,
    PassagesAppliedWebhook,
  ],
})
export class CampusWorkerModule {}
