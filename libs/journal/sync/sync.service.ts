import { Injectable } from '@nestjs/common';
import type { Person } from '#platform/access';
import { Database, type Transaction } from '#platform/database';
import { type Locale, Problem } from '#platform/problems';
import type { Change, Outcome } from '../changes/change.js';
import { Changes } from '../changes/changes.js';
import { deletionsSince } from '../changes/deletions.sql.js';
import type { RecordKind, RecordRow } from '../changes/record-kind.js';
import type { JournalTexts } from '../journals/journal-texts.js';
import { Journals } from '../journals/journals.js';
import { databaseHistory, journalInForce } from '../journals/journals.sql.js';
import { KeyedMutex } from '../journals/keyed-mutex.js';
import type { SyncAnswerDto, SyncDto, SyncedRecordDto, SyncResultDto } from './sync.dto.js';
import { kinds, readChanges } from './sync-changes.js';
import { isExpired, type Known, readSyncToken, syncToken } from './sync-token.js';

const DEFAULT_LIMIT = 100;

/** The journal as a transaction sees it. */
interface Seen {
  readonly outcomes: readonly Outcome[];
  /** The position of its last change, but for those that were `implied` by this request. */
  readonly last: number;
  /** That of its last change before this request. */
  readonly before: number;
  /** How many changes this request implied, which the device is told of as of those of others. */
  readonly implied: number;
  readonly keptSince: string;
  readonly texts: JournalTexts;
}

/** Brings devices together that change one journal, perhaps offline. */
@Injectable()
export class SyncService {
  /** One request of a person at a time: large ones would hold the connections of all while they wait for the journal. */
  private readonly mutex = new KeyedMutex();

  constructor(
    private readonly database: Database,
    private readonly changes: Changes,
    private readonly journals: Journals,
  ) {}

  /**
   * Applies the changes of a device, and answers with those that it does not know.
   *
   * @throws Problem `invalid_cursor` (400) for a token of somebody else, `journal_sealed` (503)
   */
  async sync(person: Person, { since, changes = [], limit }: SyncDto, locale: Locale): Promise<SyncAnswerDto> {
    const known = since === undefined ? undefined : readSyncToken(person, since);
    const read = await readChanges(changes);
    const work = async (tx: Transaction): Promise<SyncAnswerDto> => {
      const [now] = await tx.run(databaseHistory);
      const history = now?.history ?? '';
      const valid = read.filter((change): change is Change => !(change instanceof Problem));
      // What a device knows that reads everything again may be of another history, or of a record that was deleted since.
      const inDoubt = known !== undefined && (known.inDoubt || isExpired(known, history));
      const seen = await this.apply(
        tx,
        person,
        valid.map((change) => ({ ...change, inDoubt })),
      );
      const left = [...seen.outcomes];
      const results = read.map((change, at) =>
        change instanceof Problem
          ? refused(change, at, locale)
          : resultOf(change, left.shift(), at, seen.texts, locale),
      );
      return { results, ...(await answerFor(tx, person, known, history, seen, limit ?? DEFAULT_LIMIT)) };
    };
    return this.mutex.run(`${person.tenantId} ${person.userId}`, () => this.database.transaction(person, work));
  }

  private async apply(tx: Transaction, person: Person, changes: Change[]): Promise<Seen> {
    if (changes.length === 0) {
      const [seen] = await tx.run(journalInForce, person.tenantId);
      const { position, keptSince = '', dataKey } = { position: 0, dataKey: Buffer.alloc(0), ...seen };
      const texts = this.journals.textsOf(person, dataKey);
      return { outcomes: [], last: position, before: position, implied: 0, keptSince, texts };
    }
    const { journal, outcomes, implied } = await this.changes.apply(tx, person, changes);
    const { position: last, keptSince, texts } = journal;
    return { outcomes, last, before: last - changes.length, implied, keptSince, texts };
  }
}

/** What a device does not know yet. Without a token, or with one that has expired, it knows nothing. */
async function answerFor(
  tx: Transaction,
  person: Person,
  given: Known | undefined,
  history: string,
  { last, before, implied, keptSince, texts }: Seen,
  limit: number,
): Promise<Omit<SyncAnswerDto, 'results'>> {
  const resync = given !== undefined && (isExpired(given, history) || given.position > before);
  const known = resync ? undefined : given;
  const after = known?.position ?? 0;
  const found = await changedRecords(tx, after, before, limit + 1, texts);
  const page = found.slice(0, limit);
  const all = found.length <= limit;
  const more = !all || implied > 0;
  const now = new Date();
  const position = all ? last : (page.at(-1)?.position ?? after);
  // Until all is read the device knows of no deletion since the time of its token.
  const at = more ? (known?.at ?? now) : now;
  const inDoubt = more && (resync || given?.inDoubt === true);
  const next = syncToken(person, { position, at, history, inDoubt });
  return { changes: page.map(({ position: _position, ...change }) => change), next, more, resync, keptSince };
}

/** The records that were changed or deleted, in the order of their positions. */
async function changedRecords(
  tx: Transaction,
  after: number,
  upTo: number,
  limit: number,
  texts: JournalTexts,
): Promise<(SyncedRecordDto & { position: number })[]> {
  if (after >= upTo) return [];
  const deleted = await tx.run(deletionsSince, after, upTo, limit);
  const found = deleted.map((row): SyncedRecordDto & { position: number } => ({ ...row, record: null }));
  for (const kind of kinds) {
    for (const row of await tx.run(kind.changed, after, upTo, limit)) {
      const { id, version, position } = row;
      found.push({ kind: kind.name, id, version, record: shown(kind, row, texts), position });
    }
  }
  return found.sort((a, b) => a.position - b.position).slice(0, limit);
}

const shown = (kind: RecordKind, row: RecordRow, texts: JournalTexts) =>
  kind.shown(row, texts) as NonNullable<SyncedRecordDto['record']>;

function resultOf(
  { kind }: Change,
  outcome: Outcome | undefined,
  at: number,
  texts: JournalTexts,
  locale: Locale,
): SyncResultDto {
  if (!outcome) throw new Error(`The change ${at} has no outcome.`);
  if (outcome.is === 'refused') return refused(outcome.problem, at, locale, '/content');
  const { version } = outcome;
  if (outcome.is !== 'conflict') return { status: 'applied', version, current: null, problem: null };
  const current = outcome.row ? shown(kind, outcome.row, texts) : null;
  return { status: 'conflict', version, current, problem: null };
}

/** @param within what the pointers of the problem lead from, in the change */
function refused({ code, detail, options }: Problem, at: number, locale: Locale, within = ''): SyncResultDto {
  const errors = (options.errors ?? []).map((error) => ({
    pointer: `/changes/${at}${within}${error.pointer}`,
    code: error.code,
    detail: error.detail[locale],
  }));
  return { status: 'refused', version: null, current: null, problem: { code, detail: detail[locale], errors } };
}
