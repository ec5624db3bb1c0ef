import type { TenantDetails } from '#tenants';
import { asJson, columns, type Output } from './output.js';

const headings = ['SLUG', 'PRODUCT', 'PLAN', 'STATE', 'CREATED', 'NAME'];

export function printOne(tenant: TenantDetails, { json }: Output): void {
  process.stdout.write(json ? asJson(tenant) : table([tenant]));
}

export function printAll(tenants: readonly TenantDetails[], { json }: Output): void {
  process.stdout.write(json ? asJson(tenants) : table(tenants));
}

function table(tenants: readonly TenantDetails[]): string {
  const rows = tenants.map(({ slug, product, plan, state, suspensionReason, purgeAt, createdAt, name }) => [
    slug,
    product,
    plan,
    state + remark(state, suspensionReason, purgeAt),
    createdAt.toISOString().slice(0, 10),
    name,
  ]);
  return columns([headings, ...rows]);
}

/** The reason of a suspension, or the day until which a deleted tenant can be undeleted. */
function remark(state: TenantDetails['state'], reason: string | null, purgeAt: Date | null): string {
  if (state === 'deleting' && purgeAt) return ` (→ ${purgeAt.toISOString().slice(0, 10)})`;
  return state === 'suspended' && reason ? ` (${reason.replace(/[\s\p{Cc}]+/gu, ' ')})` : '';
}
