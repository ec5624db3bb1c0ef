import type { Fill } from '../../../support/fill.js';

export const fill: Fill = {
  once: [
    `insert into platform.api_keys (id, prefix, hash, name, scopes)
     select uuidv7(), translate(left(md5(i::text), 8), '0189', 'ghij'), sha256(i::text::bytea), 'key ' || i, array['*']
     from generate_series(1, 5000) as i`,
  ],
};
