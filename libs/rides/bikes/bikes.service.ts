import { Injectable } from '@nestjs/common';
import type { Person } from '#platform/access';
import { Database } from '#platform/database';
import { type ExpectedVersions, refuseChange } from '#platform/http';
import { newId } from '#platform/ids';
import { type ListAnswer, type ListQuery, readList, rowsOfPerson } from '#platform/lists';
import { lockRider } from '../rides/rides.sql.js';
import { ridesProblems } from '../rides.errors.js';
import type { BikeChangesDto, BikeDto, NewBikeDto } from './bikes.dto.js';
import { bikeList, bikeVersion, changeBike, deleteBike, insertBike, MOST_BIKES } from './bikes.sql.js';

/** Keeps the bikes of a rider. */
@Injectable()
export class BikesService {
  constructor(private readonly database: Database) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  list(person: Person, query: ListQuery): Promise<ListAnswer<BikeDto>> {
    return readList(rowsOfPerson(this.database, person), bikeList, query);
  }

  /** @throws Problem `too_many_bikes` (409) */
  add(person: Person, { name, kinds = [], retired = null }: NewBikeDto): Promise<BikeDto> {
    const { tenantId, userId } = person;
    return this.database.transaction(person, async (tx) => {
      // So that they are counted one by one.
      await tx.run(lockRider, tenantId, userId);
      const [row] = await tx.run(insertBike, tenantId, userId, newId(), name, kinds, retired);
      if (!row) throw ridesProblems.too_many_bikes({ most: MOST_BIKES });
      return row;
    });
  }

  /**
   * @param versions those that the caller accepts; any by default
   * @throws Problem `bike_not_found` (404), `precondition_failed` (412)
   */
  change(person: Person, id: string, changes: BikeChangesDto, versions: ExpectedVersions): Promise<BikeDto> {
    const { name = null, kinds = null, retired } = changes;
    return this.database.transaction(person, async (tx) => {
      const values = [name, kinds, retired !== undefined, retired ?? null] as const;
      const [row] = await tx.run(changeBike, id, versions ?? null, ...values);
      if (!row) refuseChange((await tx.run(bikeVersion, id))[0], versions, ridesProblems.bike_not_found({ id }));
      return row;
    });
  }

  /**
   * Deletes a bike. Its rides stay, and are of no bike.
   *
   * @param versions those that the caller accepts; any by default
   * @throws Problem `bike_not_found` (404), `precondition_failed` (412)
   */
  async delete(person: Person, id: string, versions: ExpectedVersions): Promise<void> {
    await this.database.transaction(person, async (tx) => {
      const [row] = await tx.run(deleteBike, id, versions ?? null);
      if (!row) refuseChange((await tx.run(bikeVersion, id))[0], versions, ridesProblems.bike_not_found({ id }));
    });
  }
}
