import { Injectable } from '@nestjs/common';
import type { Statement, Transaction } from '#platform/database';
import type { AtVersion } from '#platform/http';
import { newId } from '#platform/ids';
import { inBody, type Problem } from '#platform/problems';
import { sortKey } from '#platform/text-normalisation';
import { campusProblems } from '../campus.errors.js';
import type { Parent, Place, PlaceStatements } from './places.sql.js';
import { lockAt, StructureWrites } from './structure-writes.js';

/** Universities, UFRs, programmes or subjects: what a new one is given, and what a change gives. */
export interface PlaceKind<Row extends Place, New extends Named, Changes extends Named> {
  readonly statements: PlaceStatements<Row>;
  /** The tags of the answers that show them. */
  readonly tags: readonly string[];
  /** What a new one is made in, whose id is in this field. */
  readonly in?: { readonly field: keyof New & string; readonly keep: Statement<Parent, [id: string]> };
  checkNew?(content: New, parent: Parent): void;
  checkChanges?(tx: Transaction, id: string, content: Changes): Promise<void>;
}

interface Named {
  readonly name: string;
}

/** Writes the places of the structure: all are written alike. */
@Injectable()
export class Places {
  constructor(private readonly writes: StructureWrites) {}

  /** @throws Problem `name_taken`, `programme_code_taken`, `is_archived` (409), `unknown_place`, and what its kind checks (422) */
  create<Row extends Place, New extends Named>(
    tenantId: string,
    kind: PlaceKind<Row, New, never>,
    content: New,
  ): Promise<Row> {
    return this.writes.write(tenantId, kind.tags, async (tx) => {
      const parent = kind.in && (await keep(tx, kind.in.keep, kind.in.field, String(content[kind.in.field])));
      if (parent) kind.checkNew?.(content, parent);
      const [row] = await tx.run(kind.statements.insert, tenantId, newId(), columnsOf(content, parent?.place));
      return row as Row;
    });
  }

  /**
   * @throws Problem `not_in_structure` (404), `name_taken`, `programme_code_taken`, and what its kind checks (409),
   *   `precondition_failed` (412)
   */
  change<Row extends Place, Changes extends Named & { readonly archived: boolean }>(
    tenantId: string,
    kind: PlaceKind<Row, never, Changes>,
    at: AtVersion,
    content: Changes,
  ): Promise<Row> {
    return this.writes.write(tenantId, kind.tags, async (tx) => {
      await lockAt(tx, kind.statements.lock, at);
      await kind.checkChanges?.(tx, at.id, content);
      const [row] = await tx.run(kind.statements.change, at.id, columnsOf(content), content.archived);
      return row as Row;
    });
  }

  /**
   * @throws Problem `not_in_structure` (404), `in_use` (409), `precondition_failed` (412)
   */
  async delete(
    tenantId: string,
    { statements, tags }: Pick<PlaceKind<Place, never, never>, 'statements' | 'tags'>,
    at: AtVersion,
  ): Promise<void> {
    await this.writes.write(tenantId, tags, async (tx) => {
      await lockAt(tx, statements.lock, at);
      await tx.run(statements.delete, at.id);
    });
  }
}

/**
 * Keeps what a new place is made in, or a student enrolled, until the transaction ends.
 *
 * @param field of the body, which names it
 * @param evenArchived for who is there already
 * @throws Problem `unknown_place` (422) where there is none, `is_archived` (409)
 */
export async function keep<Kept extends Parent>(
  tx: Transaction,
  statement: Statement<Kept, [id: string]>,
  field: string,
  id: string,
  evenArchived = false,
): Promise<Kept> {
  const [parent] = await tx.run(statement, id);
  if (!parent) throw unknownPlace(field, id);
  if (parent.archived && !evenArchived) throw campusProblems.is_archived({ id });
  return parent;
}

/** @param field of the body, which names it */
export function unknownPlace(field: string, id: string): Problem {
  const detail = { en: 'must be the id of one that there is', fr: 'doit être l’identifiant d’un élément existant' };
  return campusProblems.unknown_place({ id }, inBody('unknown_place', `/${field}`, detail));
}

/** The columns of its content, in JSON; its fields that are no columns are not read. */
const columnsOf = (content: Named, place: Parent['place'] = {}): string =>
  JSON.stringify({ ...content, ...place, name: content.name.normalize('NFC'), name_key: sortKey(content.name) });
