import { Injectable } from '@nestjs/common';
import { actorInForce } from '#platform/audit';
import { Database, type Transaction } from '#platform/database';
import { Jobs } from '#platform/jobs';
import { dataLifecycleProblems } from '../data-lifecycle.errors.js';
import { erasePerson } from './erase-person.job.js';
import type { ErasureDto, Person, PersonNames, ProvenErasureDto } from './erasure.dto.js';
import {
  confirmErasure,
  deletePendingErasure,
  erasureOf,
  insertErasure,
  knowsPerson,
  ownErasure,
  provenErasureOf,
} from './erasures.sql.js';

/** Erases the data of persons, in every table that declares them, and outside PostgreSQL. */
@Injectable()
export class Erasures {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
  ) {}

  /**
   * Asks for the erasure of a person, which begins after a grace period; the caller ends the person's access. One who has
   * an erasure already keeps it.
   *
   * @param graceDays 0 to 30; with 0 it begins at once and cannot be cancelled
   * @throws Problem `person_not_found` (404) where no row names the user
   */
  async request(tx: Transaction, person: Person, names: PersonNames, graceDays: number): Promise<ErasureDto> {
    const { tenantId, userId } = person;
    const [known] = await tx.run(knowsPerson, userId);
    if (!known?.known) throw dataLifecycleProblems.person_not_found({ id: userId });
    const { kind, id } = actorInForce();
    const { email = null, subjects = [] } = names;
    const [made] = await tx.run(insertErasure, tenantId, userId, email, subjects, `${kind}:${id}`, graceDays);
    if (!made) return this.found(await this.find(tx, userId), userId);
    if (graceDays === 0) await this.jobs.add(tx, erasePerson, { tenantId, userId });
    return made;
  }

  /**
   * Makes an erasure that the person asked for one of the actor in force: the person cannot cancel it any more.
   *
   * @returns whether there was one
   */
  async confirm(tx: Transaction, userId: string): Promise<boolean> {
    const { kind, id } = actorInForce();
    return (await tx.run(confirmErasure, userId, `${kind}:${id}`)).length > 0;
  }

  /** When the erasure is due that the person asked for alone and that has not begun, if there is one. */
  async ownDueAt(tx: Transaction, userId: string): Promise<Date | undefined> {
    const [own] = await tx.run(ownErasure, userId);
    return own?.dueAt;
  }

  /**
   * Cancels an erasure during its grace period.
   *
   * @throws Problem `erasure_not_found` (404), `erasure_begun` (409)
   */
  async cancel(tx: Transaction, userId: string): Promise<void> {
    this.found(await this.find(tx, userId), userId);
    const [cancelled] = await tx.run(deletePendingErasure, userId);
    if (!cancelled) throw dataLifecycleProblems.erasure_begun({ id: userId });
  }

  /** The erasure of a person of the current tenant, if anybody asked for it. */
  async find(tx: Transaction, userId: string): Promise<ErasureDto | undefined> {
    const [erasure] = await tx.run(erasureOf, userId);
    return erasure;
  }

  /** @throws Problem `erasure_not_found` (404) */
  async of({ tenantId, userId }: Person): Promise<ProvenErasureDto> {
    const [erasure] = await this.database.read({ tenantId }, provenErasureOf, userId);
    return this.found(erasure, userId);
  }

  private found<T extends ErasureDto>(erasure: T | undefined, id: string): T {
    if (!erasure) throw dataLifecycleProblems.erasure_not_found({ id });
    return erasure;
  }
}
