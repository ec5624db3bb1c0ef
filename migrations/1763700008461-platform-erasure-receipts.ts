import { functionsOf, migration } from '#platform/database';

/** An erasure ends in a signed receipt, which the person reads by a mailed link. */
export const PlatformErasureReceipts1763700008461 = migration(
  `alter table platform.erasures
     -- Deleted so far: those that no other row refers to.
     add column files integer not null default 0,
     -- Null until the end; also of erasures that a process of the version before ended.
     add column receipt jsonb,
     -- SHA-256 of the secret of the link, and when it ends: null until its mail was handed over.
     add column link_hash bytea,
     add column link_until timestamptz(3)`,
  'grant update (files, receipt, link_hash, link_until) on platform.erasures to palier_app',
  functionsOf('platform/data-lifecycle/erasure/kept-of-person.sql'),
);
