import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { decodeCursor, encodeCursor, type ListShape } from '#platform/lists';
import { type ChangeDto, type ChangesDto, type ChangesQueryDto, MOST_CHANGES } from './changes.dto.js';
import { changesProblems } from './changes.errors.js';
import { changesFrom, newestChanges } from './changes.sql.js';

/** What a token belongs to: it is refused in another store. */
const shapeIn = (tenantId: string): ListShape<['integer']> => ({
  list: 'catalog.changes',
  tenantId,
  sort: 'position',
  filter: {},
  types: ['integer'],
});

/** What changes in a store, for those who hold a copy of it. */
@Injectable()
export class ChangesService {
  constructor(private readonly database: Database) {}

  /** @throws Problem `invalid_cursor` (400), `changes_expired` (410) */
  async since(tenantId: string, { since, limit = MOST_CHANGES }: ChangesQueryDto): Promise<ChangesDto> {
    const shape = shapeIn(tenantId);
    const [known] = since === undefined ? [] : decodeCursor(since, shape, { pointer: '/since', in: 'query' });
    const data =
      known === undefined
        ? await this.database.read({ tenantId }, changesFrom, 0, limit)
        : await this.after(tenantId, known, limit);
    return { data, page: { next: encodeCursor(shape, [data.at(-1)?.position ?? known ?? 0]) } };
  }

  /** The newest 50 changes, the last first. */
  newest(tenantId: string): Promise<ChangeDto[]> {
    return this.database.read({ tenantId }, newestChanges);
  }

  /**
   * Positions have no gaps, so a gap is what its retention deleted. The newest change is always kept: where not even the known
   * one is found, the store is older than the token, as after it came back from a backup.
   */
  private async after(tenantId: string, known: number, limit: number): Promise<ChangeDto[]> {
    const found = await this.database.read({ tenantId }, changesFrom, known, limit + 1);
    const data = found.filter(({ position }) => position > known).slice(0, limit);
    const whole = data.every(({ position }, i) => position === known + 1 + i);
    if (!whole || (found.length === 0 && known !== 0)) throw changesProblems.changes_expired();
    return data;
  }
}
