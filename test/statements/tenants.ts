import { samples } from '../support/samples.js';
import type { ListChecks, StatementChecks } from '../support/statements.js';

export const statements: StatementChecks = {
  'tenants.directory.after-id': { index: 'tenants_pkey', sample: [samples.id, 1000] },
  'tenants.directory.changed-after': { index: 'tenants_by_directory_version', sample: [1, samples.id, 1000] },
  'tenants.directory.version': { unchecked: 'reads a small table' },
  'tenants.metering.add': { sample: [[samples.id], ['requests'], [1]] },
  'tenants.metering.meter-capacity': {
    readsWhole: { table: 'usage', why: 'goes through what every tenant holds, four times a day' },
  },
  'tenants.metering.of-month': { index: 'metering_pkey', sample: ['2026-01'] },
  'tenants.purges.add-counts': { sample: [JSON.stringify({})] },
  'tenants.purges.claim-idle': { sample: [15] },
  'tenants.purges.delete-rows': { sample: [5000] },
  'tenants.purges.due': { index: 'tenants_due', sample: [100] },
  'tenants.purges.going-on': { index: 'tenants_purging', sample: [100] },
  'tenants.purges.insert': { sample: [samples.id, samples.id, 'tenant-1', 'command:palier'] },
  'tenants.purges.of-tenant': { index: 'purges_tenant_id_id_key' },
  'tenants.receipts.insert': {
    sample: [
      samples.id,
      samples.id,
      'tenant-1',
      'command:palier',
      samples.time,
      samples.time,
      JSON.stringify({}),
      JSON.stringify({}),
      '',
      '',
      '',
    ],
  },
  'tenants.receipts.of-purge': { index: 'purge_receipts_pkey', sample: [samples.id] },
  'tenants.tenants.by-slug': { index: 'tenants_slug_key', sample: ['tenant-1'] },
  'tenants.tenants.delete': { sample: ['tenant-1', null, 30] },
  'tenants.tenants.demonstrations': { index: 'tenants_demonstrations' },
  'tenants.tenants.insert': {
    sample: [samples.id, 'new', 'New', 'new', 'new', 'wistant', 'free', [], [], JSON.stringify({}), null],
  },
  'tenants.tenants.purge-again': { sample: [samples.id] },
  'tenants.tenants.purged': { sample: [samples.id, 'new', 'new'] },
  'tenants.tenants.purging': { sample: [samples.id] },
  'tenants.tenants.resume': { sample: ['tenant-1'] },
  'tenants.tenants.suspend': { sample: ['tenant-1', null] },
  'tenants.tenants.undelete': { sample: ['tenant-1'] },
  'tenants.tenants.update': { sample: ['tenant-1', [1], 'New', 'new', 'new', 'free', [], [], JSON.stringify({})] },
  'tenants.usage.add-daily': { sample: [[samples.id], ['eventsADay'], ['2026-11-20'], [1]] },
  'tenants.usage.give-back': { sample: ['apps', 1] },
  'tenants.usage.held': { index: 'usage_pkey', sample: ['apps'] },
  'tenants.usage.lock': { sample: ['apps'] },
  'tenants.usage.set': { index: 'usage_pkey', sample: ['apps', 1] },
  'tenants.usage.take': { sample: [samples.tenantInForce, 'apps', 1, 50] },
};

export const lists: ListChecks = {
  // The planner uses the index of the most selective filter. A search reads `tenants_by_text` and sorts
  // the results, or reads the index of the order where there are many.
  'tenants.tenants': {
    samples: { search: '7f3', product: 'wistant', plan: 'pro', state: 'suspended' },
    index: (sort, [first, ...others]) => {
      if (first === 'search' || others.length > 0) return undefined;
      return ['tenants_by', ...(first ? [first] : []), sort.endsWith('name') ? 'name' : 'creation'].join('_');
    },
  },
};
