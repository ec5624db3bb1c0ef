import { migrationOutsideTransaction } from '#platform/database';

/** Hours with sampled events are few: whoever asks whether a period has one reads no others. */
export const AnalyticsSampledHours1763700008301 = migrationOutsideTransaction(
  'create index concurrently if not exists ledger_sampled on analytics.ledger (tenant_id, hour) where sampled > 0',
);
