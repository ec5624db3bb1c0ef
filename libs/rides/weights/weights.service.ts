import { Injectable } from '@nestjs/common';
import type { Person } from '#platform/access';
import { Database } from '#platform/database';
import { type ListAnswer, type ListQuery, readList, rowsOfPerson } from '#platform/lists';
import type { WeightContentDto, WeightDto } from './weights.dto.js';
import { deleteWeight, weightList, writeWeight } from './weights.sql.js';

/** Keeps what a rider weighs. */
@Injectable()
export class WeightsService {
  constructor(private readonly database: Database) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  list(person: Person, query: ListQuery): Promise<ListAnswer<WeightDto>> {
    return readList(rowsOfPerson(this.database, person), weightList, query);
  }

  /** Writes the weight of a day in place of the one that there is, or deletes that. */
  async put(person: Person, { day, kilograms }: WeightContentDto): Promise<void> {
    const { tenantId, userId } = person;
    await this.database.transaction(person, async (tx) => {
      await (kilograms === null ? tx.run(deleteWeight, day) : tx.run(writeWeight, tenantId, userId, day, kilograms));
    });
  }
}
