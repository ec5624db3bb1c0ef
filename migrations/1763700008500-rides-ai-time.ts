import { declareAnew, functionsOf, migration } from '#platform/database';

/** Tenants take turns at the model by the seconds that their calls took: `used`, and `began` as it was when the last one began. */
export const RidesAiTime1763700008500 = migration(
  `alter table rides.ai_turns add column used double precision not null default 0, add column began double precision not null default 0;
  grant update (used, began) on rides.ai_turns to palier_cross_tenant`,
  functionsOf('rides/ai/note-ai-time.sql'),
  `create trigger note_ai_time after update of state on rides.ai_requests
    for each row when (old.state = 'calling' and new.state <> 'calling') execute function rides.note_ai_time()`,
  declareAnew('rides.ai_turns', {
    holds: 'When a request of a tenant to the model last had its turn, and how long its calls took.',
  }),
);
