import type { MigrationClass } from '#platform/database';
import { PlatformSetup1763700000000 } from './1763700000000-platform-setup.js';
import { PlatformDataCatalogue1763700000050 } from './1763700000050-platform-data-catalogue.js';
import { PlatformRetention1763700000055 } from './1763700000055-platform-retention.js';
import { PlatformErasures1763700000060 } from './1763700000060-platform-erasures.js';
import { PlatformPersonExports1763700000070 } from './1763700000070-platform-person-exports.js';
import { PlatformPartitions1763700000100 } from './1763700000100-platform-partitions.js';
import { PlatformCutovers1763700000200 } from './1763700000200-platform-cutovers.js';
import { AccessKeys1763700000300 } from './1763700000300-access-keys.js';
import { FlagsFlags1763700000400 } from './1763700000400-flags-flags.js';
import { FlagsDegradation1763700000500 } from './1763700000500-flags-degradation.js';
import { OutboxRows1763700000600 } from './1763700000600-outbox-rows.js';
import { EventsInbox1763700000700 } from './1763700000700-events-inbox.js';
import { EventsDeadLetters1763700000800 } from './1763700000800-events-dead-letters.js';
import { JobsQueues1763700000900 } from './1763700000900-jobs-queues.js';
import { AuditLines1763700001000 } from './1763700001000-audit-lines.js';
import { OperationsStates1763700001100 } from './1763700001100-operations-states.js';
import { IdempotencyRecords1763700001200 } from './1763700001200-idempotency-records.js';
import { TenantsRegistry1763700001300 } from './1763700001300-tenants-registry.js';
import { TenantsUsage1763700001400 } from './1763700001400-tenants-usage.js';
import { TenantsPurges1763700001500 } from './1763700001500-tenants-purges.js';
import { CatalogApps1763700001600 } from './1763700001600-catalog-apps.js';
import { CatalogTags1763700001700 } from './1763700001700-catalog-tags.js';
import { AuthUsers1763700001800 } from './1763700001800-auth-users.js';
import { AuthSigningKeys1763700001900 } from './1763700001900-auth-signing-keys.js';
import { AuthApiKeys1763700002000 } from './1763700002000-auth-api-keys.js';
import { AuthEmailTokens1763700002100 } from './1763700002100-auth-email-tokens.js';
import { AuthThrottleCounts1763700002200 } from './1763700002200-auth-throttle-counts.js';
import { AuthSharedThrottleCounts1763700002300 } from './1763700002300-auth-shared-throttle-counts.js';
import { AuthSessions1763700002400 } from './1763700002400-auth-sessions.js';
import { AuthRevocations1763700002500 } from './1763700002500-auth-revocations.js';
import { AuthKnownDevices1763700002600 } from './1763700002600-auth-known-devices.js';
import { AuthSignInTries1763700002700 } from './1763700002700-auth-sign-in-tries.js';
import { AuthInvitations1763700002800 } from './1763700002800-auth-invitations.js';
import { OutboxLastHeld1763700002900 } from './1763700002900-outbox-last-held.js';
import { JobsDeclaredQueues1763700003500 } from './1763700003500-jobs-declared-queues.js';
import { PlatformBlobs1763700003600 } from './1763700003600-platform-blobs.js';
import { CatalogVersions1763700003700 } from './1763700003700-catalog-versions.js';
import { CatalogListedApps1763700003800 } from './1763700003800-catalog-listed-apps.js';
import { PlatformAnnouncedBlobs1763700003900 } from './1763700003900-platform-announced-blobs.js';
import { PlatformSignatureKeys1763700003950 } from './1763700003950-platform-signature-keys.js';
import { CatalogBundles1763700004000 } from './1763700004000-catalog-bundles.js';
import { CatalogDownloadCounts1763700004100 } from './1763700004100-catalog-download-counts.js';
import { CatalogBundleEviction1763700004200 } from './1763700004200-catalog-bundle-eviction.js';
import { CatalogImages1763700004300 } from './1763700004300-catalog-images.js';
import { TenantsSignedReceipts1763700004400 } from './1763700004400-tenants-signed-receipts.js';
import { CatalogSearch1763700004500 } from './1763700004500-catalog-search.js';
import { CatalogIndexedApps1763700004600 } from './1763700004600-catalog-indexed-apps.js';
import { CatalogChanges1763700004800 } from './1763700004800-catalog-changes.js';
import { CatalogAppDays1763700004900 } from './1763700004900-catalog-app-days.js';
import { JournalJournals1763700005000 } from './1763700005000-journal-journals.js';
import { JournalEntries1763700005100 } from './1763700005100-journal-entries.js';
import { JournalAddictions1763700005200 } from './1763700005200-journal-addictions.js';
import { JournalAppliedChanges1763700005300 } from './1763700005300-journal-applied-changes.js';
import { JournalProfiles1763700005400 } from './1763700005400-journal-profiles.js';
import { PlatformSealedColumns1763700005500 } from './1763700005500-platform-sealed-columns.js';
import { JournalPremium1763700005600 } from './1763700005600-journal-premium.js';
import { JournalReminders1763700005650 } from './1763700005650-journal-reminders.js';
import { JournalAttachments1763700005700 } from './1763700005700-journal-attachments.js';
import { JournalChangedRecords1763700005750 } from './1763700005750-journal-changed-records.js';
import { JournalCopiedReminders1763700005800 } from './1763700005800-journal-copied-reminders.js';
import { FeedsSources1763700005900 } from './1763700005900-feeds-sources.js';
import { FeedsSubscriptions1763700006000 } from './1763700006000-feeds-subscriptions.js';
import { FeedsPosts1763700006100 } from './1763700006100-feeds-posts.js';
import { FeedsSync1763700006200 } from './1763700006200-feeds-sync.js';
import { FeedsRequests1763700006300 } from './1763700006300-feeds-requests.js';
import { TenantsNetworks1763700006400 } from './1763700006400-tenants-networks.js';
import { FeedsClaims1763700006500 } from './1763700006500-feeds-claims.js';
import { FeedsReading1763700006600 } from './1763700006600-feeds-reading.js';
import { FeedsNumberedPosts1763700006700 } from './1763700006700-feeds-numbered-posts.js';
import { FeedsStarredPosts1763700006800 } from './1763700006800-feeds-starred-posts.js';
import { FeedsLabels1763700006900 } from './1763700006900-feeds-labels.js';
import { FeedsFilters1763700007000 } from './1763700007000-feeds-filters.js';
import { FeedsFilteredPosts1763700007050 } from './1763700007050-feeds-filtered-posts.js';
import { FeedsSearchablePosts1763700007100 } from './1763700007100-feeds-searchable-posts.js';
import { FeedsHealth1763700007200 } from './1763700007200-feeds-health.js';
import { FeedsSickSubscriptions1763700007210 } from './1763700007210-feeds-sick-subscriptions.js';
import { PlatformPlanRetention1763700007300 } from './1763700007300-platform-plan-retention.js';
import { FeedsPlanRetention1763700007310 } from './1763700007310-feeds-plan-retention.js';
import { AuthPersonalKeys1763700007400 } from './1763700007400-auth-personal-keys.js';
import { AuthKeysByUser1763700007410 } from './1763700007410-auth-keys-by-user.js';
import { PlatformWebhooks1763700007600 } from './1763700007600-platform-webhooks.js';
import { FeedsWordsOfTenants1763700007700 } from './1763700007700-feeds-words-of-tenants.js';
import { FeedsIndexesByReader1763700007710 } from './1763700007710-feeds-indexes-by-reader.js';
import { FeedsSearchedPosts1763700007720 } from './1763700007720-feeds-searched-posts.js';
import { FeedsFormerWordIndex1763700007730 } from './1763700007730-feeds-former-word-index.js';
import { PlatformWebhookDeliveriesByEnd1763700007790 } from './1763700007790-platform-webhook-deliveries-by-end.js';
import { PlatformWebhookRefusals1763700007800 } from './1763700007800-platform-webhook-refusals.js';
import { FeedsReceivedPosts1763700007900 } from './1763700007900-feeds-received-posts.js';
import { PlatformOperationsOfPersons1763700008000 } from './1763700008000-platform-operations-of-persons.js';
import { PlatformOperationsIndexes1763700008001 } from './1763700008001-platform-operations-indexes.js';
import { CatalogBundleFormats1763700008010 } from './1763700008010-catalog-bundle-formats.js';
import { PlatformReleasedBlobs1763700008020 } from './1763700008020-platform-released-blobs.js';
import { PlatformUploads1763700008021 } from './1763700008021-platform-uploads.js';
import { FeedsAskedHosts1763700008050 } from './1763700008050-feeds-asked-hosts.js';
import { PlatformCallersOfRecords1763700008060 } from './1763700008060-platform-callers-of-records.js';
import { PlatformRecordsByCaller1763700008061 } from './1763700008061-platform-records-by-caller.js';
import { AuthErasureLinks1763700008070 } from './1763700008070-auth-erasure-links.js';
import { JournalPremiumDates1763700008071 } from './1763700008071-journal-premium-dates.js';
import { JournalProductsOnSale1763700008072 } from './1763700008072-journal-products-on-sale.js';
import { JournalPaymentEventStates1763700008073 } from './1763700008073-journal-payment-event-states.js';
import { JournalPaymentEventsByTime1763700008074 } from './1763700008074-journal-payment-events-by-time.js';
import { JournalTextBytes1763700008075 } from './1763700008075-journal-text-bytes.js';
import { PlatformConfirmedErasures1763700008090 } from './1763700008090-platform-confirmed-erasures.js';
import { PlatformUploadsOfCallers1763700008100 } from './1763700008100-platform-uploads-of-callers.js';
import { PlatformUploadsByCaller1763700008101 } from './1763700008101-platform-uploads-by-caller.js';
import { FeedsHostsWithoutPorts1763700008102 } from './1763700008102-feeds-hosts-without-ports.js';
import { CatalogAppDownloads1763700008110 } from './1763700008110-catalog-app-downloads.js';
import { CatalogPendingApps1763700008111 } from './1763700008111-catalog-pending-apps.js';
import { CatalogSpellings1763700008130 } from './1763700008130-catalog-spellings.js';
import { CatalogSimilarNames1763700008131 } from './1763700008131-catalog-similar-names.js';
import { CatalogFormerTrigrams1763700008132 } from './1763700008132-catalog-former-trigrams.js';
import { TenantsDemonstrations1763700008140 } from './1763700008140-tenants-demonstrations.js';
import { TenantsDemonstrationsIndex1763700008141 } from './1763700008141-tenants-demonstrations-index.js';
import { CatalogSpellingsOfTenants1763700008150 } from './1763700008150-catalog-spellings-of-tenants.js';
import { CatalogSimilarNamesByTenant1763700008151 } from './1763700008151-catalog-similar-names-by-tenant.js';
import { CatalogFormerSpellings1763700008152 } from './1763700008152-catalog-former-spellings.js';
import { FeedsKnownPosts1763700008160 } from './1763700008160-feeds-known-posts.js';
import { FeedsCheapFetches1763700008190 } from './1763700008190-feeds-cheap-fetches.js';
import { PlatformPartitionsByTime1763700008200 } from './1763700008200-platform-partitions-by-time.js';
import { AuthAnalyticsScope1763700008210 } from './1763700008210-auth-analytics-scope.js';
import { AnalyticsEvents1763700008220 } from './1763700008220-analytics-events.js';
import { AnalyticsPlanRetention1763700008231 } from './1763700008231-analytics-plan-retention.js';
import { AnalyticsSubjectErasures1763700008240 } from './1763700008240-analytics-subject-erasures.js';
import { AnalyticsCounts1763700008300 } from './1763700008300-analytics-counts.js';
import { AnalyticsSampledHours1763700008301 } from './1763700008301-analytics-sampled-hours.js';
import { AnalyticsSubjectDays1763700008310 } from './1763700008310-analytics-subject-days.js';
import { AnalyticsEventsByReceipt1763700008311 } from './1763700008311-analytics-events-by-receipt.js';
import { AnalyticsAnswers1763700008320 } from './1763700008320-analytics-answers.js';
import { AnalyticsProductEvents1763700008330 } from './1763700008330-analytics-product-events.js';
import { AnalyticsSmallBatches1763700008360 } from './1763700008360-analytics-small-batches.js';
import { PlatformDegradationHolds1763700008370 } from './1763700008370-platform-degradation-holds.js';
import { PlatformDegradationChanges1763700008371 } from './1763700008371-platform-degradation-changes.js';
import { FlagsRules1763700008380 } from './1763700008380-flags-rules.js';
import { CampusStructure1763700008390 } from './1763700008390-campus-structure.js';
import { CampusPeople1763700008391 } from './1763700008391-campus-people.js';
import { CampusStudentWords1763700008394 } from './1763700008394-campus-student-words.js';
import { CampusChapters1763700008395 } from './1763700008395-campus-chapters.js';
import { CampusRosters1763700008396 } from './1763700008396-campus-rosters.js';
import { CampusAppliedRosters1763700008397 } from './1763700008397-campus-applied-rosters.js';
import { CampusComments1763700008400 } from './1763700008400-campus-comments.js';
import { CampusAnnouncements1763700008401 } from './1763700008401-campus-announcements.js';
import { CampusNotifications1763700008402 } from './1763700008402-campus-notifications.js';
import { CampusPassages1763700008403 } from './1763700008403-campus-passages.js';
import { RidesRides1763700008410 } from './1763700008410-rides-rides.js';
import { RidesBikes1763700008412 } from './1763700008412-rides-bikes.js';
import { RidesByBike1763700008413 } from './1763700008413-rides-by-bike.js';
import { RidesGoals1763700008414 } from './1763700008414-rides-goals.js';
import { RidesArchives1763700008415 } from './1763700008415-rides-archives.js';

/** Every migration of the one database, in the order in which they are applied. */
export const migrations: readonly MigrationClass[] = [
  PlatformSetup1763700000000,
  PlatformDataCatalogue1763700000050,
  PlatformRetention1763700000055,
  PlatformErasures1763700000060,
  PlatformPersonExports1763700000070,
  PlatformPartitions1763700000100,
  PlatformCutovers1763700000200,
  AccessKeys1763700000300,
  FlagsFlags1763700000400,
  FlagsDegradation1763700000500,
  OutboxRows1763700000600,
  EventsInbox1763700000700,
  EventsDeadLetters1763700000800,
  JobsQueues1763700000900,
  AuditLines1763700001000,
  OperationsStates1763700001100,
  IdempotencyRecords1763700001200,
  TenantsRegistry1763700001300,
  TenantsUsage1763700001400,
  TenantsPurges1763700001500,
  CatalogApps1763700001600,
  CatalogTags1763700001700,
  AuthUsers1763700001800,
  AuthSigningKeys1763700001900,
  AuthApiKeys1763700002000,
  AuthEmailTokens1763700002100,
  AuthThrottleCounts1763700002200,
  AuthSharedThrottleCounts1763700002300,
  AuthSessions1763700002400,
  AuthRevocations1763700002500,
  AuthKnownDevices1763700002600,
  AuthSignInTries1763700002700,
  AuthInvitations1763700002800,
  OutboxLastHeld1763700002900,
  JobsDeclaredQueues1763700003500,
  PlatformBlobs1763700003600,
  CatalogVersions1763700003700,
  CatalogListedApps1763700003800,
  PlatformAnnouncedBlobs1763700003900,
  PlatformSignatureKeys1763700003950,
  CatalogBundles1763700004000,
  CatalogDownloadCounts1763700004100,
  CatalogBundleEviction1763700004200,
  CatalogImages1763700004300,
  TenantsSignedReceipts1763700004400,
  CatalogSearch1763700004500,
  CatalogIndexedApps1763700004600,
  CatalogChanges1763700004800,
  CatalogAppDays1763700004900,
  JournalJournals1763700005000,
  JournalEntries1763700005100,
  JournalAddictions1763700005200,
  JournalAppliedChanges1763700005300,
  JournalProfiles1763700005400,
  PlatformSealedColumns1763700005500,
  JournalPremium1763700005600,
  JournalReminders1763700005650,
  JournalAttachments1763700005700,
  JournalChangedRecords1763700005750,
  JournalCopiedReminders1763700005800,
  FeedsSources1763700005900,
  FeedsSubscriptions1763700006000,
  FeedsPosts1763700006100,
  FeedsSync1763700006200,
  FeedsRequests1763700006300,
  TenantsNetworks1763700006400,
  FeedsClaims1763700006500,
  FeedsReading1763700006600,
  FeedsNumberedPosts1763700006700,
  FeedsStarredPosts1763700006800,
  FeedsLabels1763700006900,
  FeedsFilters1763700007000,
  FeedsFilteredPosts1763700007050,
  FeedsSearchablePosts1763700007100,
  FeedsHealth1763700007200,
  FeedsSickSubscriptions1763700007210,
  PlatformPlanRetention1763700007300,
  FeedsPlanRetention1763700007310,
  AuthPersonalKeys1763700007400,
  AuthKeysByUser1763700007410,
  PlatformWebhooks1763700007600,
  FeedsWordsOfTenants1763700007700,
  FeedsIndexesByReader1763700007710,
  FeedsSearchedPosts1763700007720,
  FeedsFormerWordIndex1763700007730,
  PlatformWebhookDeliveriesByEnd1763700007790,
  PlatformWebhookRefusals1763700007800,
  FeedsReceivedPosts1763700007900,
  PlatformOperationsOfPersons1763700008000,
  PlatformOperationsIndexes1763700008001,
  CatalogBundleFormats1763700008010,
  PlatformReleasedBlobs1763700008020,
  PlatformUploads1763700008021,
  FeedsAskedHosts1763700008050,
  PlatformCallersOfRecords1763700008060,
  PlatformRecordsByCaller1763700008061,
  AuthErasureLinks1763700008070,
  JournalPremiumDates1763700008071,
  JournalProductsOnSale1763700008072,
  JournalPaymentEventStates1763700008073,
  JournalPaymentEventsByTime1763700008074,
  JournalTextBytes1763700008075,
  PlatformConfirmedErasures1763700008090,
  PlatformUploadsOfCallers1763700008100,
  PlatformUploadsByCaller1763700008101,
  FeedsHostsWithoutPorts1763700008102,
  CatalogAppDownloads1763700008110,
  CatalogPendingApps1763700008111,
  CatalogSpellings1763700008130,
  CatalogSimilarNames1763700008131,
  CatalogFormerTrigrams1763700008132,
  TenantsDemonstrations1763700008140,
  TenantsDemonstrationsIndex1763700008141,
  CatalogSpellingsOfTenants1763700008150,
  CatalogSimilarNamesByTenant1763700008151,
  CatalogFormerSpellings1763700008152,
  FeedsKnownPosts1763700008160,
  FeedsCheapFetches1763700008190,
  PlatformPartitionsByTime1763700008200,
  AuthAnalyticsScope1763700008210,
  AnalyticsEvents1763700008220,
  AnalyticsPlanRetention1763700008231,
  AnalyticsSubjectErasures1763700008240,
  AnalyticsCounts1763700008300,
  AnalyticsSampledHours1763700008301,
  AnalyticsSubjectDays1763700008310,
  AnalyticsEventsByReceipt1763700008311,
  AnalyticsAnswers1763700008320,
  AnalyticsProductEvents1763700008330,
  AnalyticsSmallBatches1763700008360,
  PlatformDegradationHolds1763700008370,
  PlatformDegradationChanges1763700008371,
  FlagsRules1763700008380,
  CampusStructure1763700008390,
  CampusPeople1763700008391,
  CampusStudentWords1763700008394,
  CampusChapters1763700008395,
  CampusRosters1763700008396,
  CampusAppliedRosters1763700008397,
  CampusComments1763700008400,
  CampusAnnouncements1763700008401,
  CampusNotifications1763700008402,
  CampusPassages1763700008403,
  RidesRides1763700008410,
  RidesBikes1763700008412,
  RidesByBike1763700008413,
  RidesGoals1763700008414,
  RidesArchives1763700008415,
];
