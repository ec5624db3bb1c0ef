import { Injectable, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';

/** Deletes data of tenants that is not in PostgreSQL, such as sessions in Redis or files. */
export interface OutsideDataHolder {
  /** Deletes all data of a tenant. Called again after a failure, perhaps once nothing is left. */
  purgeTenant(tenantId: string): Promise<void>;
}

const holders: Type<OutsideDataHolder>[] = [];

/** Makes an injectable class of a context's worker module part of every purge. */
export function HoldsOutsideData() {
  return (holder: Type<OutsideDataHolder>): void => {
    Injectable()(holder);
    holders.push(holder);
  };
}

/** The data outside PostgreSQL of all contexts. */
@Injectable()
export class OutsideData {
  constructor(private readonly modules: ModuleRef) {}

  /** @throws Error of the first holder that fails */
  async purgeTenant(tenantId: string): Promise<void> {
    for (const holder of holders) await this.modules.get(holder, { strict: false }).purgeTenant(tenantId);
  }
}
