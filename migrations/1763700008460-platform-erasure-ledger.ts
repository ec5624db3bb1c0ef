import { declareTenantTable, functionsOf, migration, user } from '#platform/database';

/** What a database that was restored from an older state must do again. */
export const PlatformErasureLedger1763700008460 = migration(
  `create table platform.erasure_ledger (
    tenant_id uuid not null,
    -- From 1 over all tenants, without gaps.
    number bigint not null check (number > 0),
    -- Null for a purge of the tenant.
    user_id uuid,
    noted_at timestamptz(3) not null default now(),
    -- A digest of this entry's ids and of the digest before: two lists that have the same one under a number are the same until there.
    chain text collate "C" not null,
    -- Whether an operator let the deployment serve without doing it again.
    waived boolean not null default false,
    primary key (tenant_id, number)
  );
  create index erasure_ledger_number on platform.erasure_ledger (number);
  create index erasure_ledger_user on platform.erasure_ledger (tenant_id, user_id);
  create index erasure_ledger_waived on platform.erasure_ledger (number) where waived;
  grant select on platform.erasure_ledger to palier_app`,
  declareTenantTable('platform.erasure_ledger', {
    holds:
      'That the erasure of a person or the purge of the tenant began, by ids and in order. The storage has it, too.',
    persons: [
      user(
        'user_id',
        { keep: 'a database that is restored from an older state must erase the person again; the id alone' },
        { none: 'the erasure itself is in the export' },
      ),
    ],
    kept: 'a database that is restored from an older state must purge the tenant again',
    archive: { notImported: 'the numbers are those of another deployment' },
  }),
  functionsOf('platform/erasure-ledger/note-erasure.sql'),
  `create trigger note_erasure after update of state on platform.erasures
    for each row when (old.state = 'pending' and new.state = 'erasing') execute function platform.note_begun_erasure();
  create trigger note_purge after update of state on tenants.tenants
    for each row when (old.state <> 'purging' and new.state = 'purging') execute function platform.note_begun_purge()`,
  // Those of before, tenant by tenant: row level security binds the owner, too.
  `do $$
    declare
      tenant tenants.tenants;
      erased uuid;
    begin
      for tenant in select * from tenants.tenants order by id loop
        perform set_config('app.tenant_id', tenant.id::text, true);
        for erased in select user_id from platform.erasures where state <> 'pending' order by began_at, user_id loop
          perform platform.note_erasure(erased, false);
        end loop;
        if tenant.state in ('purging', 'purged') then perform platform.note_erasure(null, false); end if;
      end loop;
    end $$`,
);
