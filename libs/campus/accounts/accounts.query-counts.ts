import { newId } from '#platform/ids';
import { as, call, ofVersion, put, type QueryCounts } from '../../../test/support/query-counts.js';
import type { Shop } from '../../../test/support/shop.js';
import { runSql } from '../../../test/support/sql.js';
import { type PersonKind, personKinds } from './accounts.sql.js';

/** The calls that set the account of somebody, to the admin who calls. */
const setsAccount = (kind: PersonKind) => async (shop: Shop) => {
  const [{ token, id: userId }, id] = [await shop.admin(), newId()];
  const number = kind === 'students' ? [', number', `, '${id}'`] : ['', ''];
  await runSql(
    shop.api.database.adminUrl,
    `insert into campus.${kind} (tenant_id, id, name, name_key, email${number[0]})
      values ('${shop.id}', '${id}', 'Ada', 'ada', '${id}@univ.example'${number[1]})`,
  );
  const request = ofVersion(1, put(`/v1/campus/${kind}/${id}/account`, { userId }));
  const sent = ['campus.accounts.lock', 'auth.users.proven-by-id', `campus.${kind}.set-account`];
  return [call(as(token, request), ...sent, 'audit.lines.insert')];
};

export const queryCounts: QueryCounts = Object.fromEntries(
  personKinds.map((kind) => [`PUT /v1/campus/${kind}/{id}/account`, setsAccount(kind)]),
);
