import { migration } from '#platform/database';

/** The keys of the journals of before, tenant by tenant: row level security binds the owner, too. */
export const JournalFormerKeys1763700008442 = migration(
  `do $$
    declare
      tenant uuid;
    begin
      for tenant in select id from tenants.tenants loop
        perform set_config('app.tenant_id', tenant::text, true);
        insert into platform.person_keys (tenant_id, user_id, purpose, sealed, made_at)
          select tenant_id, user_id, 'journal.data-key', data_key, opened_at from journal.journals
          on conflict do nothing;
      end loop;
    end $$`,
);
