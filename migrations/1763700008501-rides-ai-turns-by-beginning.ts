import { migrationOutsideTransaction } from '#platform/database';

/** At how many seconds of calls the last turn began. */
export const RidesAiTurnsByBeginning1763700008501 = migrationOutsideTransaction(
  `create index concurrently if not exists ai_turns_by_beginning on rides.ai_turns (began)`,
);
