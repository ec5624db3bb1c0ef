import { Database } from '#platform/database';
import { HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { csvLine } from '#platform/lines';
import { defineOperation } from '#platform/operations';
import { Exports } from '#platform/storage';
import { AskerScopes } from '../scopes/asker-scopes.js';
import { type ScopeValues, scopeValues } from '../scopes/within-scope.js';
import { type Chosen, enrolmentsAfter, rosterExports } from './roster-exports.sql.js';
import { rosterFields } from './roster-line.js';
import { newRosters } from './rosters.degradation.js';

export interface AskedExport extends JobPayload {
  readonly yearId: string;
  readonly chosen: Chosen;
}

export const exportRoster = defineOperation<AskedExport>('campus.export-roster', {
  of: 'tenant',
  atOnce: 1,
  ofEach: true,
  mayWait: newRosters,
});

/** Bytes of an export: ten million enrolments take as many. */
const MOST_BYTES = 2 ** 30;
/** Enrolments that are read at once. */
const AT_ONCE = 2000;

/** Writes enrolments as a roster that can be imported, in order of the numbers, with a few of them in memory at a time. */
@HandlesJob(exportRoster)
export class ExportsRoster implements JobHandler<AskedExport> {
  constructor(
    private readonly database: Database,
    private readonly exports: Exports,
    private readonly scopes: AskerScopes,
  ) {}

  /** @throws Problem those of `AskerScopes.of`, `file_too_large` (413), others of the storage */
  async run(asked: AskedExport, context: JobContext): Promise<{ url: string }> {
    const { id } = context;
    const scope = scopeValues(await this.scopes.of(asked.tenantId, id));
    const kept = { tenantId: asked.tenantId, id, detail: JSON.stringify(scope) };
    await this.exports.make(rosterExports, kept, MOST_BYTES, () => this.chunks(asked, scope, context));
    return { url: `/v1/campus/rosters/exports/${id}` };
  }

  private async *chunks(
    { tenantId, yearId, chosen }: AskedExport,
    scope: ScopeValues,
    { signal, progress }: JobContext,
  ): AsyncGenerator<Buffer> {
    // Without the mark a spreadsheet takes UTF-8 for Windows-1252.
    yield Buffer.from(`\ufeff${csvLine(rosterFields, ';')}`);
    for (let [after, written, full] = ['', 0, true]; full; ) {
      signal.throwIfAborted();
      const rows = await this.database.read({ tenantId }, enrolmentsAfter, yearId, after, AT_ONCE, ...chosen, ...scope);
      yield Buffer.from(
        rows
          .map((row) =>
            csvLine(
              rosterFields.map((field) => row[field]),
              ';',
            ),
          )
          .join(''),
      );
      [after, written, full] = [rows.at(-1)?.number ?? '', written + rows.length, rows.length === AT_ONCE];
      // How many there will be is not known.
      await progress(0.95 * (1 - 1 / (1 + written / 20_000)));
    }
  }
}
