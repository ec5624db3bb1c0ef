import { Injectable } from '@nestjs/common';
import { ApiKeys, type Principal, Principals, permissionsOf } from '#platform/access';
import { Database } from '#platform/database';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { scopesInForce } from '../api-keys/scopes.js';
import { type PrincipalRow, principalById } from './principals-now.sql.js';

/** Users and keys as their rows are now. */
@Injectable()
export class PrincipalsNow extends Principals {
  constructor(
    private readonly database: Database,
    private readonly keys: ApiKeys,
  ) {
    super();
  }

  override async now(tenantId: string, id: string): Promise<Principal | undefined> {
    for (const home of new Set([tenantId, PLATFORM_TENANT_ID])) {
      const [row] = await this.database.read({ tenantId: home }, principalById, id);
      if (row) return principalOf(home, row);
    }
    return this.keys.inForce(id);
  }
}

function principalOf(tenantId: string, { id, name, role, keyKind, scopes }: PrincipalRow): Principal {
  if (role === null) return { kind: 'key', id, name, tenantId, permissions: scopesInForce(keyKind, scopes) };
  const kind = tenantId === PLATFORM_TENANT_ID ? 'operator' : 'member';
  return { kind, id, userId: id, name, tenantId, permissions: permissionsOf(role, tenantId) };
}
