import { CampusCallers } from '../../../test/support/campus-callers.js';
import { as, call, get, post, put, type QueryCounts, remove } from '../../../test/support/query-counts.js';
import type { Shop } from '../../../test/support/shop.js';

const scope = 'campus.scopes.of-user';
const lock = 'campus.comments.lock';
const notify = 'campus.notifications.notify';
const content = { body: 'Why?' };

/** A professor with a published chapter, a student who commented on it, and where these are. */
async function commented(shop: Shop) {
  const campus = await CampusCallers.in(shop);
  const [professor, { token }] = [await campus.professor(campus.subject(0)), await campus.student(0)];
  const draft = { subjectId: campus.subject(0), title: 'Limits', body: '' };
  const { id } = (await campus.call(professor, 'POST', 'chapters', draft)).json();
  await campus.call(professor, 'POST', `chapters/${id}/publish`);
  const comments = `/v1/campus/chapters/${id}/comments`;
  const { id: comment } = await shop.ask<{ id: string }>(token, comments, content);
  return { token, professor: professor.token, comments, comment, of: `/v1/campus/comments/${comment}` };
}

export const queryCounts: QueryCounts = {
  'POST /v1/campus/chapters/{id}/comments': async (shop) => {
    const { token, professor, comments, comment } = await commented(shop);
    const [before, insert] = [
      [scope, 'campus.comments.chapter', 'campus.comments.take-author', 'campus.comments.recent'],
      'campus.comments.insert',
    ];
    const answer = { ...content, parentId: comment };
    return [
      call(as(token, post(comments, content)), ...before, insert),
      call(as(professor, post(comments, answer)), ...before, 'campus.comments.thread', insert, notify),
    ];
  },
  'GET /v1/campus/comments/{id}': async (shop) => {
    const { token, of } = await commented(shop);
    return [call(as(token, get(of)), scope, 'campus.comments.by-id')];
  },
  'PUT /v1/campus/comments/{id}': async (shop) => {
    const { token, of } = await commented(shop);
    return [call(as(token, put(of, content)), scope, lock, 'campus.comments.change')];
  },
  'DELETE /v1/campus/comments/{id}': async (shop) => {
    const { token, of } = await commented(shop);
    return [call(as(token, remove(of)), scope, lock, 'campus.comments.empty')];
  },
  'POST /v1/campus/comments/{id}/remove': async (shop) => {
    const { professor, of } = await commented(shop);
    const request = as(professor, post(`${of}/remove`, { reason: 'No.' }));
    return [call(request, scope, lock, 'campus.chapters.lock', 'campus.comments.empty', notify)];
  },
};
