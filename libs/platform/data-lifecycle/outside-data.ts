import { Injectable, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Person } from './erasure/erasure.js';

/** Deletes data that is not in declared tables alone, such as sessions in Redis, files, or a quota that counts rows. */
export interface OutsideDataHolder {
  /** Deletes all data of a tenant. Called again after a failure, perhaps once nothing is left. */
  purgeTenant(tenantId: string): Promise<void>;
  /** Deletes all data of a person. Called again after a failure, and for the second sweep. */
  erasePerson(person: Person): Promise<void>;
}

const holders: Type<OutsideDataHolder>[] = [];

/** Makes an injectable class of a context's worker module part of every purge and erasure. */
export function HoldsOutsideData() {
  return (holder: Type<OutsideDataHolder>): void => {
    Injectable()(holder);
    holders.push(holder);
  };
}

/** The data outside PostgreSQL of all contexts. */
@Injectable()
export class OutsideData implements OutsideDataHolder {
  constructor(private readonly modules: ModuleRef) {}

  /** @throws Error of the first holder that fails */
  async purgeTenant(tenantId: string): Promise<void> {
    for (const holder of this.all()) await holder.purgeTenant(tenantId);
  }

  /** @throws Error of the first holder that fails */
  async erasePerson(person: Person): Promise<void> {
    for (const holder of this.all()) await holder.erasePerson(person);
  }

  private all(): OutsideDataHolder[] {
    return holders.map((holder) => this.modules.get(holder, { strict: false }));
  }
}
