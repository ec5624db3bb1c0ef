import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Apps may be removed and many tags at once, which the end of a tenant needs; and the apps that were there before quotas
 * were are entered into what their tenants hold.
 */
export class CatalogEmptying1763683201230 implements MigrationInterface {
  name = 'CatalogEmptying1763683201230';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('grant delete on catalog.apps to palier_app');
    await runner.query(countMany);
    await runner.query(heldAlready);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

// What was removed is counted once and then looked up by key. Joined with the table of what was
// removed, of which PostgreSQL knows no statistics, 5,000 tags took nine seconds.
const countMany = `
  create or replace function catalog.count_removed_tags() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  declare
    tenant uuid;
    tags text[];
    numbers bigint[];
  begin
    for tenant, tags, numbers in
      select tenant_id, array_agg(tag order by tag), array_agg(apps order by tag)
      from (select tenant_id, tag, count(*) as apps from removed group by tenant_id, tag) as gone
      group by tenant_id order by tenant_id
    loop
      perform from catalog.tag_counts as counts where counts.tenant_id = tenant and counts.tag = any (tags)
      order by counts.tag for update;

      update catalog.tag_counts as counts set apps = counts.apps - gone.apps
      from unnest(tags, numbers) as gone (tag, apps)
      where counts.tenant_id = tenant and counts.tag = gone.tag;

      delete from catalog.tag_counts as counts
      where counts.tenant_id = tenant and counts.tag = any (tags) and counts.apps = 0;
    end loop;
    return null;
  end $$`;

// Row level security shows the owner no tenant's rows: each tenant comes into force in its turn. The
// lock is that of imports, so that none adds an app between its count and this one's; a lock for every
// tenant without apps too would be more than PostgreSQL has room for.
const heldAlready = `
  do $$ declare tenant uuid; begin
    for tenant in select id from tenants.tenants loop
      perform set_config('app.tenant_id', tenant::text, true);
      continue when not exists (select from catalog.apps);
      perform pg_advisory_xact_lock(hashtextextended('catalog.imports:' || tenant, 0));
      insert into tenants.usage (tenant_id, quota, used)
      select tenant, 'apps', count(*) from catalog.apps having count(*) > 0;
    end loop;
    perform set_config('app.tenant_id', '', true);
  end $$`;
