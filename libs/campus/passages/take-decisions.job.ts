import { Database } from '#platform/database';
import { HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { defineOperation } from '#platform/operations';
import { CsvReader } from '../rosters/csv-reader.js';
import type { TextForm } from '../rosters/roster-text.js';
import { newRosters } from '../rosters/rosters.degradation.js';
import { AskerScopes } from '../scopes/asker-scopes.js';
import { type ScopeValues, scopeValues } from '../scopes/within-scope.js';
import { DecisionLines, type DecisionPlaces, type DecisionRefusal } from './decision-lines.js';
import type { Decision } from './passage-decisions.dto.js';
import { fileById, takeDecisions } from './passage-decisions.sql.js';

/** A file of decisions, and how it is to be read. */
interface AskedDecisions extends JobPayload {
  readonly yearId: string;
  readonly form: TextForm;
  readonly places: DecisionPlaces;
}

export const takeDecisionsOfFile = defineOperation<AskedDecisions>('campus.take-decisions', {
  of: 'tenant',
  atOnce: 1,
  ofEach: true,
  mayWait: newRosters,
});

/** Refused lines that the result lists. */
const MOST_LISTED = 1000;

interface Decided {
  readonly line: number;
  readonly number: string;
  readonly decision: Decision;
}

/** Takes the decisions of a file. It begins anew after a crash: what is decided already stays the same. */
@HandlesJob(takeDecisionsOfFile)
export class TakesDecisions implements JobHandler<AskedDecisions> {
  constructor(
    private readonly database: Database,
    private readonly csv: CsvReader,
    private readonly scopes: AskerScopes,
  ) {}

  /**
   * @returns counts, and refused lines without the numbers of students, since others of the place read what an operation shows
   * @throws Problem those of `AskerScopes.of`, `roster_malformed`, `too_many_lines` (422)
   */
  async run(asked: AskedDecisions, { id, signal, progress }: JobContext): Promise<object> {
    const { tenantId, form } = asked;
    const scope = scopeValues(await this.scopes.of(tenantId, id));
    const [{ digest } = { digest: '' }] = await this.database.read({ tenantId }, fileById, id);
    const reader = new DecisionLines(asked.places);
    const refused: DecisionRefusal[] = [];
    let read = 0;
    for await (const records of this.csv.linesOf({ tenantId, id, digest }, form)) {
      signal.throwIfAborted();
      const found = records.map(({ line, fields }) => ({ line, ...reader.read(fields) }));
      const decided = found.filter((each) => 'decision' in each);
      refused.push(...found.filter((each) => 'reason' in each), ...(await this.take(asked, decided, scope)));
      read += records.length;
      // How many there will be is not known.
      await progress(0.95 * (1 - 1 / (1 + read / 20_000)));
    }
    const lines = refused.toSorted((a, b) => a.line - b.line).slice(0, MOST_LISTED);
    return { taken: read - refused.length, refused: refused.length, lines };
  }

  /** @returns the lines with numbers of nobody within the scope */
  private async take(
    { tenantId, yearId }: AskedDecisions,
    batch: readonly Decided[],
    scope: ScopeValues,
  ): Promise<DecisionRefusal[]> {
    if (batch.length === 0) return [];
    const taken = await this.database.transaction({ tenantId }, (tx) =>
      tx.run(takeDecisions, yearId, JSON.stringify(batch), ...scope),
    );
    const known = new Set(taken.map(({ line }) => line));
    return batch.flatMap(({ line }) =>
      known.has(line) ? [] : [{ line, field: 'number', reason: 'unknown' } as const],
    );
  }
}
