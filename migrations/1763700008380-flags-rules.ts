import { declareAnew, migration } from '#platform/database';

const names = "text[] not null default '{}'";
const ids = "uuid[] not null default '{}'";

/** Rules of a flag by plan and by user, a percentage of users, and the reason for its setting. */
export const FlagsRules1763700008380 = migration(
  `alter table platform.flags
    add column percentage_of text not null default 'tenants' check (percentage_of in ('tenants', 'users')),
    add column plans_on ${names}, add column plans_off ${names},
    add column users_on ${ids}, add column users_off ${ids},
    add column reason text not null default '' check (length(reason) <= 200)`,
  declareAnew('platform.flags', {
    holds: 'A feature flag, and for which plans, tenants and users it is on.',
    uuids: {
      tenants_on: 'tenants',
      tenants_off: 'tenants',
      users_on: 'users, by ids that refer to nobody once the user is erased',
      users_off: 'users, as above',
    },
  }),
);
