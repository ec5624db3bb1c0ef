import { asRole, migration } from '#platform/database';

const grants = [1, 2, 3, 4]
  .map((lane) => `grant delete on analytics.staging_${lane} to palier_cross_tenant`)
  .join(';\n  ');

/**
 * A truncated table has new files, of which each process of PostgreSQL has to learn: a quarter of what a batch of 20 events
 * cost. Deleted rows stay until a vacuum, and while an older transaction runs, so a staging table of 32 pages is
 * truncated.
 */
const emptyStaging = `
  create function analytics.empty_staging(staging text) returns void
    language plpgsql set search_path = pg_catalog, pg_temp as $f$
    begin
      if pg_relation_size(staging::regclass) > 32 * 8192 then
        execute format('truncate %s', staging);
      else
        execute format('delete from %s', staging);
      end if;
    end $f$`;

/** The rest of the function stays as it is. */
const storeStaged = `
  do $do$
    declare
      former constant text := $$execute format('truncate %s', staging)$$;
      definition constant text := pg_get_functiondef('analytics.store_staged'::regproc);
    begin
      if position(former in definition) = 0 then
        raise exception 'The function store_staged does not truncate a staging table.';
      end if;
      execute replace(definition, former, 'perform analytics.empty_staging(staging)');
    end $do$`;

/** Small batches of events leave the files of the staging tables as they are. */
export const AnalyticsSmallBatches1763700008360 = migration(
  'AnalyticsSmallBatches1763700008360',
  grants,
  ...asRole('palier_cross_tenant', 'analytics', emptyStaging, storeStaged),
);
