import { as, call, counts, nothing, put, type QueryCounts, strict } from '../../../support/query-counts.js';

const periods = 'data-lifecycle.retention-periods';

export const queryCounts: QueryCounts = {
  ...counts(nothing, { 'GET /v1/retention': periods }),
  'PUT /v1/retention/{name}': async (shop) => {
    const { token } = await shop.admin();
    const chosen = (days: number | null) => as(token, put('/v1/retention/auth.invitations', { days }));
    const sends = (what: string) => `${strict} ${periods} ${periods}.${what} audit.lines.insert`;
    return [call(chosen(7), sends('choose')), call(chosen(null), sends('forget'))];
  },
};
