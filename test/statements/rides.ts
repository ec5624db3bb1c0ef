import { samples } from '../support/samples.js';
import type { ListChecks, StatementChecks } from '../support/statements.js';

export const statements: StatementChecks = {
  'rides.ai-budgets.reserve-of-tenant': { sample: [samples.tenantInForce, samples.daysAgo(0), 100, 1000] },
  'rides.ai-budgets.reserve-of-user': { sample: [samples.tenantInForce, samples.id, samples.daysAgo(0), 100, 1000] },
  'rides.ai-budgets.settle-of-tenant': { index: 'ai_budgets_pkey', sample: [samples.daysAgo(0), 0, 0] },
  'rides.ai-budgets.settle-of-user': { index: 'ai_user_budgets_pkey', sample: [samples.daysAgo(0), 0, 0] },
  'rides.ai-budgets.use-of-tenant': { index: 'ai_budgets_pkey', sample: [samples.daysAgo(0)] },
  'rides.ai-budgets.use-of-user': { index: 'ai_user_budgets_pkey', sample: [samples.daysAgo(0)] },
  'rides.ai-queue.claim': { sample: [1, 90] },
  'rides.ai-queue.first': { sample: [100] },
  'rides.ai-queue.of-user': { sample: [samples.tenantInForce, samples.id, 1000] },
  'rides.ai-queue.overdue': { sample: [100] },
  'rides.ai-requests.by-id': { index: 'ai_requests_pkey', sample: [samples.id] },
  'rides.ai-requests.delete': { index: 'ai_requests_pkey', sample: [samples.id] },
  'rides.ai-requests.end-calling': {
    index: 'ai_requests_pkey',
    sample: [samples.id, JSON.stringify({ state: 'cancelled', spent: 0 }), samples.otherId],
  },
  'rides.ai-requests.end-lost': {
    index: 'ai_requests_pkey',
    sample: [samples.id, JSON.stringify({ state: 'cancelled', spent: 0 })],
  },
  'rides.ai-requests.end-waiting': {
    index: 'ai_requests_pkey',
    sample: [samples.id, JSON.stringify({ state: 'cancelled', spent: 0 })],
  },
  'rides.ai-requests.facts': { index: 'rides_by_day', sample: ['2026-05-31'] },
  'rides.ai-requests.insert': {
    sample: [
      samples.tenantInForce,
      samples.id,
      JSON.stringify({
        id: samples.otherId,
        rank: 1,
        state: 'waiting',
        question: '',
        language: 'fr',
        messages: [],
        day: '2026-05-01',
        reserved: 1,
        wait_seconds: 30,
      }),
    ],
  },
  'rides.ai-requests.open': { index: 'ai_requests_by_creation' },
  'rides.archive-blobs.delete': { index: 'archive_blobs_pkey', sample: [samples.id] },
  'rides.archive-blobs.open': { index: 'archive_blobs_pkey' },
  'rides.archive-files.count': { index: 'archive_files_pkey', sample: [samples.id] },
  'rides.archive-files.note': {
    sample: [samples.tenantInForce, samples.id, samples.id, 100_000, 'a.fit', 'refused', 'not_a_recording', []],
  },
  'rides.archive-files.noted': { index: 'archive_files_pkey', sample: [samples.id] },
  'rides.archives.by-id': { index: 'archives_pkey', sample: [samples.id] },
  'rides.archives.end': { index: 'archives_pkey', sample: [samples.id, 0] },
  'rides.archives.insert': { sample: [samples.tenantInForce, samples.id, samples.otherId, '0'.repeat(64), 1] },
  'rides.bikes.change': { index: 'bikes_pkey', sample: [samples.id, null, 'Renamed', null, false, null] },
  'rides.bikes.delete': { index: 'bikes_pkey', sample: [samples.id, null] },
  'rides.bikes.insert': { sample: [samples.tenantInForce, samples.id, samples.otherId, 'A bike', ['road'], null] },
  'rides.bikes.version': { index: 'bikes_pkey', sample: [samples.id] },
  'rides.goals.change': {
    index: 'goals_pkey',
    sample: [samples.id, null, null, null, 100_000, true, null, false, null],
  },
  'rides.goals.delete': { index: 'goals_pkey', sample: [samples.id, null] },
  'rides.goals.insert': {
    sample: [samples.tenantInForce, samples.id, samples.otherId, 'distance', 'week', 100_000, null, null],
  },
  'rides.goals.version': { index: 'goals_pkey', sample: [samples.id] },
  'rides.profiles.in-force': { index: 'profiles_pkey' },
  'rides.profiles.write': { sample: [samples.tenantInForce, samples.id, null, 'metric', 'monday', [120], []] },
  'rides.recommendations.recent': { index: 'rides_by_day', sample: ['2026-05-31'] },
  'rides.rides.by-id': { index: 'rides_pkey', sample: [samples.id] },
  'rides.rides.change': { index: 'rides_pkey', sample: [samples.id, null, 'A ride', null, true, samples.id] },
  'rides.rides.delete': { index: 'rides_pkey', sample: [samples.id] },
  'rides.rides.file-in-use': { sample: ['0'] },
  'rides.rides.insert': {
    index: 'rides_by_start',
    sample: [
      samples.tenantInForce,
      samples.id,
      JSON.stringify({
        id: samples.otherId,
        began: '2026-05-01T06:00:00Z',
        ended: '2026-05-01T07:00:00Z',
        time_zone: 'UTC',
        kind: 'road',
        title: '',
        notes: '',
        section: 0,
        bytes: 0,
        cut: false,
        figures: { distance: 1, movingTime: 1 },
        device: {},
      }),
    ],
  },
  'rides.rides.lock': { index: 'rides_pkey', sample: [samples.id] },
  'rides.rides.lock-rider': { sample: [samples.tenantInForce, samples.id], unchecked: 'it reads no table' },
  'rides.rides.of-file': { sample: ['0'] },
  'rides.rides.totals': { sample: [null, null, null, null, null] },
  'rides.rides.trim': {
    index: 'rides_pkey',
    sample: [samples.id, 0, 0, samples.time, samples.time, JSON.stringify({ distance: 1, movingTime: 1 })],
  },
  'rides.statistics.days-in-a-row': { sample: [null, '2026-05-31'] },
  'rides.statistics.periods': { index: 'rides_by_day', sample: [['2026-05-01'], ['2026-06-01'], ['road']] },
  'rides.statistics.records': { sample: [null] },
  'rides.tracks.of-ride': { index: 'tracks_pkey', sample: [samples.id] },
  'rides.tracks.write': { sample: [samples.tenantInForce, samples.id, samples.id, Buffer.alloc(1)] },
  'rides.weights.delete': { index: 'weights_pkey', sample: ['2026-05-01'] },
  'rides.weights.write': { sample: [samples.tenantInForce, samples.id, '2026-05-01', 71.5] },
};

export const lists: ListChecks = {
  'rides.ai-requests': { index: 'ai_requests_by_creation' },
  'rides.archive-files': { samples: { archive: samples.id, state: 'refused' }, index: 'archive_files_pkey' },
  'rides.bikes': { index: 'bikes_pkey' },
  'rides.goals': { index: 'goals_pkey' },
  // One rider has some thousand rides: PostgreSQL takes a filter for short, and may sort what it leaves.
  'rides.rides': {
    samples: { from: '2026-01-01', to: '2026-12-31', kind: 'road', bike: samples.id, least: '40000' },
    index: (sort, given) => {
      if (given.length > 0) return undefined;
      if (sort.endsWith('distance')) return 'rides_by_distance';
      return sort.endsWith('beganAt') ? 'rides_by_start' : 'rides_by_duration';
    },
  },
  'rides.weights': { index: 'weights_pkey' },
};
