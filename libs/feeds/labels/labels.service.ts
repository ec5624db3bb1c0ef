import { Injectable } from '@nestjs/common';
import type { Person } from '#platform/access';
import { Database, isUniqueViolation } from '#platform/database';
import { type ExpectedVersions, refuseChange } from '#platform/http';
import { newId } from '#platform/ids';
import { type ListAnswer, type ListQuery, readList, rowsOfPerson, withoutNameKey } from '#platform/lists';
import { feedsProblems } from '../feeds.errors.js';
import type { LabelContentDto, LabelDto } from './labels.dto.js';
import {
  countLabels,
  deleteLabel,
  ensureLabels,
  insertLabel,
  labelList,
  labelVersion,
  lockLabels,
  renameLabel,
} from './labels.sql.js';

/** Labels that a user may have. */
export const MOST_LABELS = 500;

/** Keeps the labels of each user. */
@Injectable()
export class LabelsService {
  constructor(private readonly database: Database) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  list(person: Person, query: ListQuery): Promise<ListAnswer<LabelDto>> {
    return readList(rowsOfPerson(this.database, person), labelList, query, withoutNameKey);
  }

  /** @throws Problem `label_name_taken`, `too_many_labels` (409) */
  create(person: Person, { name }: LabelContentDto): Promise<LabelDto> {
    return this.database.transaction(person, async (tx) => {
      await tx.run(lockLabels, person.tenantId, person.userId);
      const [had] = await tx.run(countLabels);
      if (had && had.count >= MOST_LABELS) throw feedsProblems.too_many_labels({ most: MOST_LABELS });
      const [row] = await tx.run(insertLabel, person.tenantId, person.userId, newId(), name);
      if (!row) throw feedsProblems.label_name_taken({ name });
      return row;
    });
  }

  /** The labels of some names, which are made where there are none. @throws Problem `too_many_labels` (409) */
  ensure(person: Person, names: readonly string[]): Promise<string[]> {
    return this.database.transaction(person, async (tx) => {
      await tx.run(lockLabels, person.tenantId, person.userId);
      const labels = await tx.run(ensureLabels, person.tenantId, person.userId, names);
      const [had] = await tx.run(countLabels);
      if (had && had.count > MOST_LABELS) throw feedsProblems.too_many_labels({ most: MOST_LABELS });
      return labels.map(({ id }) => id);
    });
  }

  /**
   * @param versions those that the caller accepts; any by default
   * @throws Problem `label_not_found` (404), `label_name_taken` (409), `precondition_failed` (412)
   */
  async rename(person: Person, id: string, { name }: LabelContentDto, versions: ExpectedVersions): Promise<LabelDto> {
    try {
      return await this.database.transaction(person, async (tx) => {
        const [row] = await tx.run(renameLabel, id, versions ?? null, name);
        if (!row) refuseChange((await tx.run(labelVersion, id))[0], versions, feedsProblems.label_not_found({ id }));
        return row;
      });
    } catch (error) {
      throw isUniqueViolation(error) ? feedsProblems.label_name_taken({ name }) : error;
    }
  }

  /**
   * @param versions those that the caller accepts; any by default
   * @throws Problem `label_not_found` (404), `precondition_failed` (412)
   */
  async delete(person: Person, id: string, versions: ExpectedVersions): Promise<void> {
    await this.database.transaction(person, async (tx) => {
      const [row] = await tx.run(deleteLabel, id, versions ?? null);
      if (!row) refuseChange((await tx.run(labelVersion, id))[0], versions, feedsProblems.label_not_found({ id }));
    });
  }
}
