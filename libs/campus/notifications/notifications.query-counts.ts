import { as, call, get, post, put, type QueryCounts } from '../../../test/support/query-counts.js';

const url = '/v1/campus/notifications';
const unread = 'campus.notifications.unread';

export const queryCounts: QueryCounts = {
  'POST /v1/campus/notifications/read': async (shop) => {
    const { token } = await shop.admin();
    return [call(as(token, post(`${url}/read`, {})), 'campus.notifications.mark-read', unread)];
  },
  'GET /v1/campus/notifications/settings': async (shop) => {
    const { token } = await shop.admin();
    return [call(as(token, get(`${url}/settings`)), 'campus.notification-settings.in-force')];
  },
  'PUT /v1/campus/notifications/settings': async (shop) => {
    const { token } = await shop.admin();
    return [call(as(token, put(`${url}/settings`, { off: [] })), 'campus.notification-settings.write')];
  },
};
