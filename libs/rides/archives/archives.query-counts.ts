import { hostileZip } from '../../../test/support/hostile-zip.js';
import {
  as,
  call,
  endsRoom,
  post,
  type QueryCounts,
  reservesRoom,
  takesQuota,
} from '../../../test/support/query-counts.js';

export const queryCounts: QueryCounts = {
  'POST /v1/rides/archives': async (shop) => {
    const headers = { 'content-type': 'application/zip' };
    const upload = { ...post('/v1/rides/archives'), payload: hostileZip([]), headers };
    const begins = ['operations.lock', 'operations.latest-of-person', 'operations.insert'];
    return [
      call(
        as((await shop.admin()).token, upload),
        'rides.archive-blobs.open',
        ...reservesRoom,
        'storage.blobs.announce',
        'storage.blobs.use',
        ...begins,
        'rides.archives.insert',
        endsRoom,
        takesQuota,
        'outbox.insert',
      ),
    ];
  },
};
