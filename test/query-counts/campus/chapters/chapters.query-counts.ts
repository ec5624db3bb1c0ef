import { newId } from '#platform/ids';
import { CampusCallers } from '../../../support/campus-callers.js';
import * as q from '../../../support/query-counts.js';
import type { Shop } from '../../../support/shop.js';
import { make } from '../structure/structure.query-counts.js';

const url = '/v1/campus';
const scope = 'campus.scopes.of-user';
const [audit, outbox] = ['audit.lines.insert', 'outbox.insert'];

const act = (shop: Shop, caller: string, path: string) =>
  shop.api.inject(q.as(caller, q.ofVersion(1, q.post(`${url}/${path}`))));

/** A professor with a draft. */
async function writer(shop: Shop) {
  const places = await CampusCallers.in(shop);
  const [{ token: caller }, subjectId] = [await places.professor(places.subject(0)), places.subject(0)];
  const id = await make(shop, caller, 'chapters', { subjectId, title: 'Limits', body: '' });
  return { caller, subjectId, professorId: undefined, id };
}
/** The same, once it was published. */
async function publisher(shop: Shop) {
  const given = await writer(shop);
  await act(shop, given.caller, `chapters/${given.id}/publish`);
  return { ...given, ifMatch: 2 };
}
/** A professor with a draft and a file of it, and what sends it again. */
async function uploader(shop: Shop) {
  const { caller, id: chapter } = await writer(shop);
  const id = newId();
  const headers = { 'content-type': 'application/pdf' };
  const file = { method: 'PUT', url: `${url}/chapters/${chapter}/attachments/${id}?name=a.pdf`, headers } as const;
  const sends = q.as(caller, { ...file, payload: 'a file' });
  return { caller, chapter, id, sends };
}
async function uploaded(shop: Shop) {
  const given = await uploader(shop);
  await shop.api.inject(given.sends);
  return given;
}
/** A published chapter, and a student who commented on it. */
async function commented(shop: Shop) {
  const places = await CampusCallers.in(shop);
  const [professor, { token: caller }] = [await places.professor(places.subject(0)), await places.student(0)];
  const draft = { subjectId: places.subject(0), title: 'Limits', body: '' };
  const chapter = await make(shop, professor.token, 'chapters', draft);
  await act(shop, professor.token, `chapters/${chapter}/publish`);
  const id = await make(shop, caller, `chapters/${chapter}/comments`, { body: 'Why?' });
  return { caller, professor: professor.token, chapter, id };
}
/** A professor, where they announce, and what they announced. */
async function announced(shop: Shop) {
  const places = await CampusCallers.in(shop);
  const [{ token: caller }, placeId] = [await places.professor(places.subject(0)), places.programme(0).id];
  return {
    caller,
    placeId,
    id: await make(shop, caller, 'announcements', { placeId, level: 'L1', title: 'Exam', body: '' }),
  };
}

const chapterLock = `${scope} campus.chapters.lock`;
const commentLock = `${scope} campus.comments.lock`;
const { deletesFiles, endsRoom, givesQuotaBack, keepsFile, reservesRoom } = q;

export const queryCounts: q.QueryCounts = {
  ...q.counts(writer, {
    'GET /v1/campus/chapters/{id}': `${scope} campus.chapters.by-id campus.attachments.of-chapter`,
    'POST /v1/campus/chapters': `${scope} campus.professors.keep campus.chapters.insert`,
    'PUT /v1/campus/chapters/{id}': `${chapterLock} campus.chapters.change`,
    'POST /v1/campus/chapters/{id}/publish': `${chapterLock} campus.chapters.set-state ${outbox}`,
  }),
  ...q.counts(publisher, { 'POST /v1/campus/chapters/{id}/archive': `${chapterLock} campus.chapters.set-state` }),
  ...q.counts(
    async (shop) => {
      const { caller, chapter: id } = await uploaded(shop);
      return { caller, id };
    },
    {
      'DELETE /v1/campus/chapters/{id}': `${chapterLock} campus.attachments.delete storage.blobs.release ${givesQuotaBack}
        campus.chapters.delete ${deletesFiles}`,
    },
  ),
  'PUT /v1/campus/chapters/{chapter}/attachments/{id}': async (shop) => {
    const { sends } = await uploader(shop);
    const [known, others] = ['campus.chapters.lock campus.attachments.by-id', 'campus.attachments.of-chapter'];
    return [
      q.call(
        sends,
        `${scope} ${known} ${others} ${reservesRoom} ${keepsFile} ${known} ${others} campus.attachments.insert ${endsRoom}
          ${q.takesQuota}`,
      ),
      q.call(sends, `${scope} ${known} ${reservesRoom} ${keepsFile} ${known} ${endsRoom}`),
    ];
  },
  ...q.counts(uploaded, {
    'GET /v1/campus/chapters/{chapter}/attachments/{id}': `${scope} campus.attachments.in-scope storage.blobs.by-digest`,
    'DELETE /v1/campus/chapters/{chapter}/attachments/{id}': `${chapterLock} campus.attachments.delete storage.blobs.release
      ${givesQuotaBack} ${deletesFiles}`,
  }),
  'POST /v1/campus/chapters/{id}/comments': async (shop) => {
    const { caller, professor, chapter, id } = await commented(shop);
    const sends = (token: string, body: object) => q.as(token, q.post(`${url}/chapters/${chapter}/comments`, body));
    const before = `${scope} campus.comments.chapter campus.comments.take-author campus.comments.recent`;
    const answers = 'campus.comments.thread campus.comments.insert campus.notifications.notify';
    return [
      q.call(sends(caller, { body: 'Why?' }), `${before} campus.comments.insert`),
      q.call(sends(professor, { body: 'So.', parentId: id }), `${before} ${answers}`),
    ];
  },
  ...q.counts(commented, {
    'GET /v1/campus/comments/{id}': `${scope} campus.comments.by-id`,
    'PUT /v1/campus/comments/{id}': `${commentLock} campus.comments.change`,
    'DELETE /v1/campus/comments/{id}': `${commentLock} campus.comments.empty`,
  }),
  ...q.counts(
    async (shop) => {
      const { professor: caller, id } = await commented(shop);
      return { caller, id };
    },
    {
      'POST /v1/campus/comments/{id}/remove': `${commentLock} campus.chapters.lock campus.comments.empty
        campus.notifications.notify`,
    },
  ),
  ...q.counts(announced, {
    'POST /v1/campus/announcements': `${scope} campus.announcements.place campus.announcements.recent
      campus.announcements.insert ${outbox} ${audit}`,
    'GET /v1/campus/announcements/{id}': `${scope} campus.announcements.by-id`,
    'DELETE /v1/campus/announcements/{id}': `${scope} campus.announcements.by-id campus.announcements.delete ${audit}`,
  }),
  ...q.counts(() => ({ ids: undefined }), {
    'POST /v1/campus/notifications/read': 'campus.notifications.mark-read campus.notifications.unread',
    'GET /v1/campus/notifications/settings': 'campus.notification-settings.in-force',
    'PUT /v1/campus/notifications/settings': 'campus.notification-settings.write',
  }),
};
