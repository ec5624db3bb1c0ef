import { newId } from '#platform/ids';
import { CampusCallers } from '../../../test/support/campus-callers.js';
import {
  as,
  call,
  deletesFiles,
  endsRoom,
  get,
  givesQuotaBack,
  ofVersion,
  post,
  put,
  type QueryCounts,
  remove,
  reservesRoom,
  takesQuota,
} from '../../../test/support/query-counts.js';
import type { Shop } from '../../../test/support/shop.js';

const url = '/v1/campus/chapters';
const content = { title: 'Limits', body: '# Limits' };
const scope = 'campus.scopes.of-user';
const lock = 'campus.chapters.lock';

/** A professor with a draft, and what they would send to write another. */
async function writer(shop: Shop) {
  const campus = await CampusCallers.in(shop);
  const { token } = await campus.professor(campus.subject(0));
  const draft = { subjectId: campus.subject(0), ...content };
  const { id } = await shop.ask<{ id: string }>(token, url, draft);
  return { token, draft, of: `${url}/${id}` };
}

/** The same, with a file that is to be uploaded. */
async function uploader(shop: Shop) {
  const { token, of } = await writer(shop);
  const file = `${of}/attachments/${newId()}`;
  const headers = { 'content-type': 'application/pdf' };
  const request = as(token, { method: 'PUT', url: `${file}?name=a.pdf`, payload: 'a file', headers });
  return { token, of, file, request };
}

export const queryCounts: QueryCounts = {
  'GET /v1/campus/chapters/{id}': async (shop) => {
    const { token, of } = await writer(shop);
    return [call(as(token, get(of)), scope, 'campus.chapters.by-id', 'campus.attachments.of-chapter')];
  },
  'POST /v1/campus/chapters': async (shop) => {
    const { token, draft } = await writer(shop);
    return [call(as(token, post(url, draft)), scope, 'campus.chapters.keep-professor', 'campus.chapters.insert')];
  },
  'PUT /v1/campus/chapters/{id}': async (shop) => {
    const { token, of } = await writer(shop);
    return [call(as(token, ofVersion(1, put(of, content))), scope, lock, 'campus.chapters.change')];
  },
  'POST /v1/campus/chapters/{id}/publish': async (shop) => {
    const { token, of } = await writer(shop);
    const sends = [scope, lock, 'campus.chapters.set-state', 'outbox.insert'];
    return [call(as(token, ofVersion(1, post(`${of}/publish`))), ...sends)];
  },
  'POST /v1/campus/chapters/{id}/archive': async (shop) => {
    const { token, of } = await writer(shop);
    await shop.api.inject(as(token, ofVersion(1, post(`${of}/publish`))));
    return [call(as(token, ofVersion(2, post(`${of}/archive`))), scope, lock, 'campus.chapters.set-state')];
  },
  'DELETE /v1/campus/chapters/{id}': async (shop) => {
    const { token, of, request } = await uploader(shop);
    await shop.api.inject(request);
    const files = ['campus.attachments.delete', 'storage.blobs.release', givesQuotaBack];
    const sends = [scope, lock, ...files, 'campus.chapters.delete', ...deletesFiles];
    return [call(as(token, ofVersion(1, remove(of))), ...sends)];
  },
  'PUT /v1/campus/chapters/{chapter}/attachments/{id}': async (shop) => {
    const { request } = await uploader(shop);
    const known = [lock, 'campus.attachments.by-id'];
    const kept = ['storage.blobs.announce', 'storage.blobs.use'];
    return [
      call(
        request,
        ...[scope, ...known, 'campus.attachments.of-chapter', ...reservesRoom],
        ...[...kept, ...known, 'campus.attachments.of-chapter', 'campus.attachments.insert', endsRoom, takesQuota],
      ),
      call(request, scope, ...known, ...reservesRoom, ...kept, ...known, endsRoom),
    ];
  },
  'GET /v1/campus/chapters/{chapter}/attachments/{id}': async (shop) => {
    const { token, file, request } = await uploader(shop);
    await shop.api.inject(request);
    return [call(as(token, get(file)), scope, 'campus.attachments.in-scope', 'storage.blobs.by-digest')];
  },
  'DELETE /v1/campus/chapters/{chapter}/attachments/{id}': async (shop) => {
    const { token, file, request } = await uploader(shop);
    await shop.api.inject(request);
    const sends = [scope, lock, 'campus.attachments.delete', 'storage.blobs.release', givesQuotaBack, ...deletesFiles];
    return [call(as(token, remove(file)), ...sends)];
  },
};
