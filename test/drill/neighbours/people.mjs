// Two clubs and two schools, and who acts for them.
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { AccessTokens } from '../../../dist/libs/auth/tokens/access-tokens.js';
import { Tenants } from '../../../dist/libs/tenants/index.js';
import { seed } from '../campus/seed.mjs';

const products = { 'bad-club': 'velo', 'good-club': 'velo', 'bad-school': 'etude-line' };
const school = { students: 200, professors: 20, chapters: 40, programmes: 20 };

export async function openPeople(deployment) {
  const ids = {};
  for (const [slug, product] of Object.entries(products))
    ids[slug] = (await deployment.get(Tenants).create({ slug, name: slug, product, plan: 'enterprise' })).id;
  const tenant = { id: ids['bad-school'], number: 0 };
  const admin = new pg.Client({ connectionString: deployment.urls.admin });
  await admin.connect();
  await seed([admin], tenant, school, () => {});
  const { rows } = await admin.query(`select id from campus.years where tenant_id = '${tenant.id}' and state = 'open'`);
  await admin.end();
  // It knows the tenants from now on.
  await deployment.killApi();
  await deployment.startApi();
  const { url } = deployment;
  return {
    url,
    yearId: rows[0].id,
    /** The token of a new member of a tenant, who is signed in. Jobs look for the row of whoever asked for them. */
    async member(slug, role = 'member') {
      const [tenantId, userId] = [ids[slug], uuidv7()];
      await deployment.addUser(tenantId, userId, role);
      const session = { tenantId, userId, id: uuidv7(), role, name: 'Someone' };
      return (await deployment.get(AccessTokens).issue(session, slug, uuidv7())).accessToken;
    },
  };
}
