import { Injectable } from '@nestjs/common';
import type { Principal } from '#platform/access';
import type { LocalText } from '#platform/problems';
import { ProductContexts, platformTenant, TenantDirectory } from '#platform/tenancy';
import { apiKeysProblems } from './api-keys.errors.js';
import type { KeyKind } from './key-text.js';
import { scopesFor } from './scopes.js';

/** Checks the scopes that a user gives to a key. */
@Injectable()
export class GivenScopes {
  constructor(
    private readonly directory: TenantDirectory,
    private readonly products: ProductContexts,
  ) {}

  /**
   * A key gets no more than its maker holds, in contexts that the tenant has.
   *
   * @throws Problem `key_scope_refused` (400)
   */
  check(tenantId: string, maker: Principal, key: { readonly kind: KeyKind; readonly scopes: readonly string[] }): void {
    const tenant = this.directory.byId(tenantId) ?? platformTenant;
    const allowed = this.products.among(tenant, scopesFor(maker, key.kind), (scope) => scope);
    const refused = key.scopes.find((scope) => !allowed.includes(scope));
    if (refused === undefined) return;
    throw apiKeysProblems.key_scope_refused({ scope: refused, choice: choiceOf(allowed) });
  }
}

function choiceOf(scopes: readonly string[]): LocalText {
  if (scopes.length === 0)
    return {
      en: 'There is no permission that you can give to a key of this kind here.',
      fr: 'Il n’y a ici aucun droit que vous puissiez donner à une clé de ce genre.',
    };
  const names = scopes.join(', ');
  return { en: `You can give: ${names}.`, fr: `Vous pouvez donner : ${names}.` };
}
