import type { Fill } from '../../../support/fill.js';
import { fill as versions } from '../versions/versions.fill.js';

/** Of each app an icon and two screenshots. */
export const fill: Fill = {
  after: versions,
  ofTenant: () => [
    `insert into catalog.images (tenant_id, id, app_id, kind, position, width, height, small, medium, large,
       small_bytes, medium_bytes, large_bytes)
     select tenant_id, uuidv7(), id, case i when 0 then 'icon' else 'screenshot' end, i, 512, 512,
       encode(sha256(('small' || i || id)::bytea), 'hex'), encode(sha256(('medium' || i || id)::bytea), 'hex'),
       encode(sha256(('large' || i || id)::bytea), 'hex'), 10, 10, 10
     from catalog.apps, generate_series(0, 2) as i`,
  ],
};
