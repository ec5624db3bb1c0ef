import type { Locale } from '#platform/problems';
import type { TenantDetails } from '#tenants';
import { terminalLocale } from '../terminal/terminal-locale.js';
import { columns } from './columns.js';

/** How a command prints what it found. */
export interface Output {
  json?: boolean;
}

const headings: Record<Locale, readonly string[]> = {
  en: ['SLUG', 'PRODUCT', 'PLAN', 'STATE', 'CREATED', 'NAME'],
  fr: ['IDENTIFIANT', 'PRODUIT', 'FORMULE', 'ÉTAT', 'CRÉATION', 'NOM'],
};
const states: Record<Locale, Record<TenantDetails['state'], string>> = {
  en: { active: 'active', suspended: 'suspended', deleting: 'deleting', purging: 'purging', purged: 'purged' },
  fr: { active: 'actif', suspended: 'suspendu', deleting: 'en suppression', purging: 'en purge', purged: 'purgé' },
};

export function printOne(tenant: TenantDetails, { json }: Output): void {
  process.stdout.write(json ? asJson(tenant) : table([tenant], terminalLocale(process.env)));
}

export function printAll(tenants: readonly TenantDetails[], { json }: Output): void {
  process.stdout.write(json ? asJson(tenants) : table(tenants, terminalLocale(process.env)));
}

export const asJson = (value: object) => `${JSON.stringify(value, null, 2)}\n`;

function table(tenants: readonly TenantDetails[], locale: Locale): string {
  const rows = tenants.map(({ slug, product, plan, state, suspensionReason, purgeAt, createdAt, name }) => [
    slug,
    product,
    plan,
    states[locale][state] + remark(state, suspensionReason, purgeAt),
    createdAt.toISOString().slice(0, 10),
    name,
  ]);
  return columns([headings[locale], ...rows]);
}

/** Why it is suspended, or until when it may be undeleted. */
function remark(state: TenantDetails['state'], reason: string | null, purgeAt: Date | null): string {
  if (state === 'deleting' && purgeAt) return ` (→ ${purgeAt.toISOString().slice(0, 10)})`;
  return state === 'suspended' && reason ? ` (${reason.replace(/[\s\p{Cc}]+/gu, ' ')})` : '';
}
