import { Injectable } from '@nestjs/common';
import { Database, isUniqueViolation, type Transaction } from '#platform/database';
import { assertVersion, type ExpectedVersions } from '#platform/http';
import { newId } from '#platform/ids';
import { type ListAnswer, type ListQuery, readList, rowsOfPerson } from '#platform/lists';
import { feedsProblems } from '../feeds.errors.js';
import type { Reader } from '../reading/reader.js';
import type { LabelContentDto, LabelDto } from './labels.dto.js';
import {
  countLabels,
  deleteLabel,
  ensureLabels,
  insertLabel,
  type LabelRow,
  labelById,
  labelList,
  renameLabel,
} from './labels.sql.js';

/** Labels that a user may have. */
export const MOST_LABELS = 500;

/** Keeps the labels of each user. */
@Injectable()
export class LabelsService {
  constructor(private readonly database: Database) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  async list(reader: Reader, query: ListQuery): Promise<ListAnswer<LabelDto>> {
    const { data, page } = await readList(rowsOfPerson(this.database, reader), labelList, query);
    return { data: data.map(shown), page };
  }

  /** @throws Problem `label_name_taken`, `too_many_labels` (409) */
  create(reader: Reader, { name }: LabelContentDto): Promise<LabelDto> {
    return this.database.transaction(reader, async (tx) => {
      const [had] = await tx.run(countLabels);
      if (had && had.count >= MOST_LABELS) throw feedsProblems.too_many_labels({ most: MOST_LABELS });
      const [row] = await tx.run(insertLabel, reader.tenantId, reader.userId, newId(), name);
      if (!row) throw feedsProblems.label_name_taken({ name });
      return shown(row);
    });
  }

  /** The labels of some names, which are made where there are none. @throws Problem `too_many_labels` (409) */
  ensure(reader: Reader, names: readonly string[]): Promise<string[]> {
    return this.database.transaction(reader, async (tx) => {
      const labels = await tx.run(ensureLabels, reader.tenantId, reader.userId, names);
      const [had] = await tx.run(countLabels);
      if (had && had.count > MOST_LABELS) throw feedsProblems.too_many_labels({ most: MOST_LABELS });
      return labels.map(({ id }) => id);
    });
  }

  /**
   * @param versions those that the caller accepts; any by default
   * @throws Problem `label_not_found` (404), `label_name_taken` (409), `precondition_failed` (412)
   */
  async rename(reader: Reader, id: string, { name }: LabelContentDto, versions: ExpectedVersions): Promise<LabelDto> {
    try {
      return await this.database.transaction(reader, async (tx) => {
        const [row] = await tx.run(renameLabel, id, versions ?? null, name);
        return shown(row ?? (await refuse(tx, id, versions)));
      });
    } catch (error) {
      throw isUniqueViolation(error) ? feedsProblems.label_name_taken({ name }) : error;
    }
  }

  /**
   * @param versions those that the caller accepts; any by default
   * @throws Problem `label_not_found` (404), `precondition_failed` (412)
   */
  async delete(reader: Reader, id: string, versions: ExpectedVersions): Promise<void> {
    await this.database.transaction(reader, async (tx) => {
      const [row] = await tx.run(deleteLabel, id, versions ?? null);
      if (!row) await refuse(tx, id, versions);
    });
  }
}

function shown({ nameKey: _, ...label }: LabelRow): LabelDto {
  return label;
}

async function refuse(tx: Transaction, id: string, versions: ExpectedVersions): Promise<never> {
  const [row] = await tx.run(labelById, id);
  if (row) assertVersion(versions, row.version);
  throw feedsProblems.label_not_found({ id });
}
