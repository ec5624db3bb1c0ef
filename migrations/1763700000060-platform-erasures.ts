import { declareTenantTable, functionsOf, migration, user } from '#platform/database';

export const PlatformErasures1763700000060 = migration(
  // The erasures of persons. A row that is no longer pending stays as a tombstone: it refuses rows that would name the
  // person again. Address, subjects and pseudonym are needed until the second sweep, and then cleared.
  `create table platform.erasures (
    tenant_id uuid not null,
    user_id uuid not null,
    state text not null default 'pending' check (state in ('pending', 'erasing', 'erased')),
    email text check (length(email) <= 254),
    subjects text[] not null default '{}',
    pseudonym uuid,
    asked_by text not null,
    asked_at timestamptz(3) not null default now(),
    due_at timestamptz(3) not null,
    began_at timestamptz(3),
    swept_at timestamptz(3),
    erased_at timestamptz(3),
    -- When the next step is due; null once there is none.
    next_at timestamptz(3),
    counts jsonb not null default '{}',
    primary key (tenant_id, user_id),
    check ((state = 'erased') = (erased_at is not null)),
    check (state <> 'erased' or (email is null and subjects = '{}' and pseudonym is null and next_at is null))
  );
  create index erasures_due on platform.erasures (next_at) where next_at is not null;
  grant select, insert, delete on platform.erasures to palier_app;
  grant update (state, email, subjects, pseudonym, began_at, swept_at, erased_at, next_at, counts)
    on platform.erasures to palier_app`,
  // The application asks for erasures, and cancels those that have not begun; it can neither make a tombstone nor remove one.
  `create policy asked on platform.erasures as restrictive for insert to palier_app
    with check (state = 'pending' and began_at is null);
  create policy unended on platform.erasures as restrictive for update to palier_app
    using (state <> 'erased') with check (state <> 'pending' or began_at is not null);
  create policy cancelled on platform.erasures as restrictive for delete to palier_app
    using (state = 'pending' and began_at is null)`,
  functionsOf('platform/data-lifecycle/erasure/refuse-erased.sql'),
  declareTenantTable('platform.erasures', {
    holds: 'The erasure of a person: who asked for it and when, and counts of rows by table.',
    persons: [
      user('user_id', { keep: 'it refuses late writes that name the person; the id alone' }, 'state, asked_at, due_at'),
    ],
    uuids: { pseudonym: 'nobody' },
  }),
);
