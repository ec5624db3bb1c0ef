import { Injectable } from '@nestjs/common';
import type { Person } from '#platform/access';
import { Database } from '#platform/database';
import { type AtVersion, assertVersion } from '#platform/http';
import { newId } from '#platform/ids';
import { type ListAnswer, readList, rowsOfPerson } from '#platform/lists';
import { journalProblems } from '../journal.errors.js';
import { Journals } from '../journals/journals.js';
import { TextQuota } from '../journals/text-room.js';
import type { Change, Outcome } from './change.js';
import { Changes } from './changes.js';
import { type Listed, type RecordKind, type RecordRow, textBytesOf } from './record-kind.js';

/** Entries of these days are kept whatever a tenant chooses: `shortest` of the retention of journal.entries is 30 days. */
const ALWAYS_KEPT_MS = 29 * 86_400_000;
const alwaysKeptSince = () => new Date(Date.now() - ALWAYS_KEPT_MS).toISOString().slice(0, 10);

/** Reads and changes the records of a journal, one at a time. Each method may throw `journal_sealed` (503). */
@Injectable()
export class Records {
  constructor(
    private readonly database: Database,
    private readonly changes: Changes,
    private readonly journals: Journals,
    private readonly quota: TextQuota,
  ) {}

  /**
   * @param of the record that the rows belong to
   * @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400), that of the kind of `of`, 404
   */
  async list<Row extends RecordRow, Shown extends object, Sort extends string, Filter extends string>(
    person: Person,
    { list, shown }: Listed<Row, Shown, Sort, Filter>,
    query: Parameters<typeof readList<Row, Sort, Filter>>[2],
    of?: { readonly kind: RecordKind; readonly id: string },
  ): Promise<ListAnswer<Shown>> {
    const { data, page } = await readList(rowsOfPerson(this.database, person), list, query);
    const [first] = data;
    if (!first) {
      if (of) await this.byId(person, of.kind, of.id);
      return { data: [], page };
    }
    // One for all rows, so that the key is opened once.
    const texts = this.journals.textsOf(person, first.dataKey);
    return { data: data.map((row) => shown(row, texts)), page };
  }

  /** @throws Problem of the kind, 404 */
  async byId<Row extends RecordRow, Shown extends object>(
    person: Person,
    kind: RecordKind<never, Row, Shown>,
    id: string,
  ): Promise<Shown> {
    const [row] = await this.database.read(person, kind.current, [id]);
    if (!row) throw kind.notFound({ id });
    return this.shown(person, kind, row);
  }

  /** @throws Problem `id_taken` (409), `quota_exceeded` (402); refusals of the kind */
  async create<Content extends object, Row extends RecordRow, Shown extends object>(
    person: Person,
    kind: RecordKind<Content, Row, Shown>,
    { id: given, ...content }: Content & { id?: string },
  ): Promise<Shown> {
    const created = given === undefined ? await this.createNew(person, kind, content) : undefined;
    if (created) return created;
    const id = given ?? newId();
    const outcome = await this.change(person, { kind, id, versions: [0], content });
    if (outcome.is === 'conflict') throw journalProblems.id_taken({ id });
    return this.written(person, kind, outcome);
  }

  /**
   * Creates a record in one round trip: nothing has an id that was just made.
   *
   * @returns undefined where the journal is not known here as it is now, or may have no room for the content or refuse it
   */
  private async createNew<Content extends object, Row extends RecordRow, Shown extends object>(
    person: Person,
    kind: RecordKind<Content, Row, Shown>,
    content: object,
  ): Promise<Shown | undefined> {
    const { create } = kind;
    const known = create && this.journals.known(person);
    if (!known || kind.refusal(content as Content, { keptSince: alwaysKeptSince() })) return undefined;
    const id = newId();
    const { dataKey, texts } = known;
    const columns = JSON.stringify({ ...kind.columns(content as Content, id, texts), id });
    const [row] = await this.database.transaction(person, (tx) => {
      this.changes.tell(tx, person);
      const bytes = textBytesOf(kind as Pick<RecordKind, 'texts'>, content);
      const limit = this.quota.limitOf(person.tenantId);
      return tx.run(create, person.tenantId, person.userId, dataKey, columns, bytes, limit);
    });
    return row && kind.shown(row, texts);
  }

  /**
   * Replaces what a record says.
   *
   * @throws Problem `precondition_failed` (412), `quota_exceeded` (402), that of the kind, 404; refusals of the kind
   */
  async replace<Content extends object, Row extends RecordRow, Shown extends object>(
    person: Person,
    kind: RecordKind<Content, Row, Shown>,
    { id, versions }: AtVersion,
    content: Content,
  ): Promise<Shown> {
    const outcome = await this.change(person, { kind, id, versions, content, replaces: true });
    if (outcome.is === 'gone') throw kind.notFound({ id });
    if (outcome.is === 'conflict') assertVersion(versions, outcome.version);
    return this.written(person, kind, outcome);
  }

  /**
   * Deletes a record for good.
   *
   * @throws Problem `precondition_failed` (412), that of the kind, 404
   */
  async delete(person: Person, kind: RecordKind, { id, versions }: AtVersion): Promise<void> {
    const outcome = await this.change(person, { kind, id, versions });
    if (outcome.is === 'gone') throw kind.notFound({ id });
    if (outcome.is === 'conflict') assertVersion(versions, outcome.version);
  }

  private async change(person: Person, change: Change): Promise<Outcome> {
    const { outcomes } = await this.database.transaction(person, (tx) => this.changes.apply(tx, person, [change]));
    const [outcome] = outcomes;
    if (outcome?.is === 'refused') throw outcome.problem;
    return outcome as Outcome;
  }

  private written<Row extends RecordRow, Shown extends object>(
    person: Person,
    kind: RecordKind<never, Row, Shown>,
    outcome: Outcome,
  ): Shown {
    return this.shown(person, kind, ('row' in outcome ? outcome.row : undefined) as Row);
  }

  private shown<Row extends RecordRow, Shown extends object>(
    person: Person,
    { shown }: Pick<RecordKind<never, Row, Shown>, 'shown'>,
    row: Row,
  ): Shown {
    return shown(row, this.journals.textsOf(person, row.dataKey));
  }
}
