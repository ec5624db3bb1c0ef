import type { Type } from '@nestjs/common';
import { CatalogHttpModule } from '#catalog/http';
import { TenantsHttpModule } from '#tenants/http';

/** A bounded context as the processes compose it. */
export interface Context {
  name: string;
  http: Type;
}

/** The one list of contexts: adding one is its folder and a line here. */
export const contexts: readonly Context[] = [
  { name: 'tenants', http: TenantsHttpModule },
  { name: 'catalog', http: CatalogHttpModule },
];
