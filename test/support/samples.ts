const dayMs = 86_400_000;

/** Values for the samples of statements, and for the rows that these find. */
export const samples = {
  id: '018f0000-0000-7000-8000-000000000009',
  /** For a row to insert beside those that `id` names. */
  otherId: '018f0000-0000-7000-8000-00000000000a',
  time: new Date('2026-01-01T00:00:00.000Z'),
  /** A day that has rows: of others PostgreSQL knows that there are none. */
  daysAgo: (days: number) => new Date(Date.now() - days * dayMs).toISOString().slice(0, 10),
  hash: Buffer.alloc(32, 0x7f),
  halfHash: Buffer.alloc(16, 0x7f),
  /** Stands for the tenant as which the statement runs, where its row must be that tenant's. */
  tenantInForce: 'the tenant in force',
};

/** The scope of somebody who sees chapters in every way: as an administrator, of places, programmes and levels, and as their author. */
const ids = `{${samples.id}}`;
export const chapterSight = ['true', ids, ids, ids, samples.id, 'L1'];
