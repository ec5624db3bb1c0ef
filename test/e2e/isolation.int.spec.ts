// Real: the whole API, PostgreSQL, row level security. Faked: nothing.
import { Client } from 'pg';
import { Catalog } from '#catalog';
import { proveTables } from '#platform/database';
import { Tenants } from '#tenants';
import { type Member, proveMembers } from '../../apps/prover/prove-members.js';
import { type Ask, proveRoutes } from '../../apps/prover/prove-routes.js';
import { openApiDocument } from '../drift/openapi/openapi-document.js';
import { samplePackages } from '../support/sample-packages.js';
import { callAs, signedIn } from '../support/signed-in.js';
import { runSql } from '../support/sql.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { type Holder, hold, marksIn, requestOf, samples } from './isolation/public-routes.js';

const slugs = ['alpha', 'beta'];

/** Rows of the platform for a tenant, so that there is something to mix up. */
const platformRowsOf = (tenantId: string) => `
  set app.tenant_id = '${tenantId}';
  insert into platform.operations (tenant_id, id, kind, cancel_permission)
    values ('${tenantId}', uuidv7(), 'tests.work', 'members.write');
  insert into platform.audit_lines (id, at, actor_kind, actor_id, action, target_kind, target_id)
  values (uuidv7(), now(), 'job', 'deployment', 'tests.work.done', 'tests', 'one');
  insert into platform.idempotency_records (tenant_id, key_hash, fingerprint, status, headers)
  values ('${tenantId}', sha256('key'), sha256('request'), 201, '{}');
  insert into platform.person_exports (tenant_id, id, part, user_id, lines)
  select '${tenantId}', uuidv7(), 0, uuidv7(), '{}' from generate_series(1, 2)`;

describe('isolation of tenants', () => {
  let api: TestApp;
  let tenantIds: string[];
  let ask: Ask;

  beforeAll(async () => {
    // No answer fits into the cache, so every request reaches the database.
    api = await startTestApp({ databasePoolSize: 5, cacheMemoryBytes: 8192 });
    tenantIds = [];
    for (const slug of slugs) {
      const { id } = await api.app.get(Tenants).create({ slug, name: slug, product: 'wistant', plan: 'enterprise' });
      const packages = samplePackages(slug, 5);
      await api.app.get(Catalog).importPackages(id, packages.directory);
      packages.remove();
      await runSql(api.database.appUrl, 'select platform.append_audit_chain(1000)');
      await asOwner(platformRowsOf(id));
      tenantIds.push(id);
    }
    ask = async (path) => {
      const { statusCode, body } = await api.inject({ method: 'GET', url: path });
      return { status: statusCode, body };
    };
  });
  afterAll(() => api.close());

  const asOwner = async (sql: string) => {
    const owner = new Client({ connectionString: api.database.ownerUrl });
    await owner.connect();
    await owner.query(sql);
    await owner.end();
  };
  const proven = () => proveTables(api.database.appUrl, tenantIds, api.database.ownerUrl);
  const broken = async () =>
    (await proven()).filter(({ holds }) => !holds).map(({ subject, claim }) => `${subject} ${claim}`);

  it('holds over every table, grant, role and function', async () => {
    const findings = await proven();
    expect(findings.filter(({ holds }) => !holds)).toEqual([]);
    const subjects = new Set(findings.map(({ subject }) => subject));
    for (const table of [
      'catalog.apps',
      'platform.audit_lines',
      'platform.audit_chain',
      'platform.operations',
      'platform.idempotency_records',
    ]) {
      expect(subjects).toContain(table);
    }
    expect(findings.length).toBeGreaterThan(40);
  });

  it.each([
    ['ALTER TABLE catalog.apps NO FORCE ROW LEVEL SECURITY', 'has row level security, for its owner too'],
    ['CREATE POLICY wide ON catalog.apps USING (true)', 'has policies that admit only rows of the current tenant'],
    ['ALTER TABLE catalog.apps DISABLE ROW LEVEL SECURITY', 'shows no row without a tenant'],
    ['GRANT TRUNCATE ON catalog.apps TO palier_app', 'grants the application no more than access to rows'],
    ['CREATE UNIQUE INDEX one_name ON catalog.apps (id)', 'has tenant_id in every unique index'],
  ])('is found broken after %s', async (sql, claim) => {
    await asOwner(sql);
    try {
      expect(await broken()).toContain(`catalog.apps ${claim}`);
    } finally {
      await asOwner(
        'ALTER TABLE catalog.apps ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY; DROP POLICY IF EXISTS wide ON catalog.apps; REVOKE TRUNCATE ON catalog.apps FROM palier_app; DROP INDEX IF EXISTS catalog.one_name',
      );
    }
  });

  it('finds who may run a function undeclared', async () => {
    const undeclared = [
      ['GRANT EXECUTE ON FUNCTION tenants.purge_rows(integer) TO PUBLIC', 'tenants.purge_rows(integer)', 'PUBLIC'],
      [
        'GRANT EXECUTE ON FUNCTION platform.outbox_shard(text, text) TO PUBLIC',
        'platform.outbox_shard(text, text)',
        'PUBLIC',
      ],
      ['GRANT EXECUTE ON FUNCTION bullmq.pause(text, boolean) TO PUBLIC', 'bullmq.pause(text, boolean)', 'PUBLIC'],
      [
        'GRANT EXECUTE ON FUNCTION platform.drop_partition(regclass) TO palier_app',
        'platform.drop_partition(regclass)',
        'palier_app',
      ],
      ['GRANT EXECUTE ON FUNCTION tenants.rows_left() TO palier_backup', 'tenants.rows_left()', 'palier_backup'],
      [
        'CREATE FUNCTION catalog.new() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$; GRANT EXECUTE ON FUNCTION catalog.new() TO PUBLIC',
        'catalog.new()',
        'PUBLIC',
      ],
      [
        `CREATE FUNCTION bullmq.new() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ SELECT 1 $$;
         REVOKE EXECUTE ON FUNCTION bullmq.new() FROM PUBLIC; GRANT EXECUTE ON FUNCTION bullmq.new() TO palier_app`,
        'bullmq.new()',
        'palier_app',
      ],
    ] as const;
    const undo = ([sql, name]: (typeof undeclared)[number]) =>
      sql.startsWith('CREATE') ? `DROP FUNCTION ${name}` : sql.replace('GRANT', 'REVOKE').replace(' TO ', ' FROM ');
    await asOwner(undeclared.map(([sql]) => sql).join('; '));
    try {
      const found = (await proven()).filter(({ holds }) => !holds);
      const claim = 'may be run only by its declared roles';
      const expected = undeclared.map(([, name, who]) => ({
        ...{ subject: `function ${name}`, claim, holds: false },
        seen: expect.stringMatching(`^${who}:`),
      }));
      expect(found).toHaveLength(undeclared.length);
      expect(found).toEqual(expect.arrayContaining(expected));
    } finally {
      await asOwner(undeclared.map(undo).join('; '));
    }
    expect(await broken()).toEqual([]);
  });

  it('finds functions that lack the grant of their file', async () => {
    await asOwner('REVOKE EXECUTE ON FUNCTION platform.is_one_line(text) FROM palier_app');
    expect(await broken()).toEqual(['function platform.is_one_line(text) may be run by the roles that its file names']);
    await asOwner('GRANT EXECUTE ON FUNCTION platform.is_one_line(text) TO palier_app');
  });

  it('finds functions that run with their owner’s rights where their caller says', async () => {
    const settings = ['', 'SET search_path = catalog, pg_temp', 'SET search_path = pg_catalog'];
    const names = settings.map((_, i) => `catalog.new_${i}()`);
    const made = settings.map((setting, i) => {
      const name = names[i];
      return `CREATE FUNCTION ${name} RETURNS int LANGUAGE sql SECURITY DEFINER ${setting} AS $$ SELECT 1 $$;
        REVOKE EXECUTE ON FUNCTION ${name} FROM PUBLIC`;
    });
    await asOwner(made.join('; '));
    expect((await broken()).sort()).toEqual(names.map((name) => `function ${name} pins its search_path`));
    await asOwner(`DROP FUNCTION ${names.join(', ')}`);
  });

  it('finds a table that is not declared', async () => {
    await asOwner('CREATE TABLE catalog.forgotten (id int)');
    expect(await broken()).toEqual(['catalog.forgotten is declared with declareTable']);
    await asOwner('DROP TABLE catalog.forgotten');
  });

  it('finds a copy of the rows that no policy can guard', async () => {
    await asOwner('CREATE MATERIALIZED VIEW catalog.all_apps AS SELECT * FROM catalog.apps');
    expect(await broken()).toContain('catalog.all_apps has row level security, for its owner too');
    await asOwner('DROP MATERIALIZED VIEW catalog.all_apps');
  });

  it('is found broken where a user sees the rows of another', async () => {
    await asOwner('DROP POLICY person ON platform.person_exports');
    try {
      const claims = (await broken()).join('\n');
      for (const tenantId of tenantIds) {
        expect(claims).toMatch(new RegExp(`platform.person_exports shows user \\S+ of ${tenantId} no row of another`));
      }
    } finally {
      await asOwner(`SELECT platform.protect_table('platform.person_exports')`);
    }
    expect(await broken()).toEqual([]);
  });

  it('holds over every route with a tenant and an id', async () => {
    const findings = await proveRoutes(openApiDocument(api.app), ask, slugs);
    expect(findings.filter(({ holds }) => !holds)).toEqual([]);
    expect(findings.length).toBeGreaterThanOrEqual(2);
  });

  it('holds for tenants whose apps have the same slugs, and for a copy of a tenant', async () => {
    const { id } = await api.app
      .get(Tenants)
      .create({ slug: 'gamma', name: 'g', product: 'wistant', plan: 'enterprise' });
    // As alpha's, and one more.
    const packages = samplePackages('alpha', 6);
    await api.app.get(Catalog).importPackages(id, packages.directory);
    packages.remove();
    const proven = (ask: Ask, among: string[]) => proveRoutes(openApiDocument(api.app), ask, among);
    const all = await proven(ask, ['alpha', 'beta', 'gamma']);
    expect(all.filter(({ holds }) => !holds)).toEqual([]);
    expect(all.map(({ claim }) => claim)).toContain('does not tell alpha that an id of gamma exists');
    // A copy has the same rows under the same ids.
    const copied: Ask = (path) => ask(path.replace('/copy/', '/alpha/'));
    expect((await proven(copied, ['alpha', 'beta', 'copy'])).filter(({ holds }) => !holds)).toEqual([]);
    const [alone] = await proven(copied, ['alpha', 'copy']);
    expect(alone).toMatchObject({ holds: false, seen: expect.stringContaining('the tenants have the same rows') });
    const leaky: Ask = (path) => ask(/alpha-5/.test(path) ? path.replace('/alpha/', '/gamma/') : path);
    expect((await proven(leaky, ['alpha', 'gamma'])).some(({ holds }) => !holds)).toBe(true);
    // Another test makes an index that only different names allow.
    await asOwner(`set app.tenant_id = '${id}'; delete from catalog.app_tags; delete from catalog.apps`);
  });

  it('would find a route that answers with another tenant’s row', async () => {
    const leaky: Ask = (path) => ask(path.includes('alpha-') ? path.replace('/beta/', '/alpha/') : path);
    const findings = await proveRoutes(openApiDocument(api.app), leaky, slugs);
    expect(findings.some(({ holds }) => !holds)).toBe(true);
  });

  describe('on public routes', () => {
    let holders: readonly [Holder, Holder];
    beforeAll(async () => {
      holders = [await hold(api), await hold(api)];
    });

    it('has a sample of every one with a tenant in its path', () => {
      const { all } = api.app.getHttpAdapter().getInstance().routeTable;
      const open = all.filter(
        ({ method, url, declaration }) =>
          declaration?.access?.kind === 'public' && url.includes(':tenant') && method !== 'HEAD',
      );
      expect(open.map(({ method, url }) => `${method} ${url}`).sort()).toEqual(Object.keys(samples).sort());
    });

    it.each(Object.entries(samples))(
      'gives nothing of one tenant under the path of another: %s',
      async (route, sample) => {
        for (const [owner, stranger] of [holders, holders.toReversed()] as [Holder, Holder][]) {
          const request = await requestOf(route, sample, owner);
          const foreign = await api.inject(request(stranger.shop.slug));
          const code = foreign.statusCode < 400 ? undefined : foreign.json().code;
          expect([foreign.statusCode, code]).toEqual(sample.foreign ?? [sample.own, undefined]);
          expect(marksIn(foreign, owner, request(stranger.shop.slug))).toEqual([]);
          // The refused request was valid otherwise, and its secret is not used up.
          const own = await api.inject(request(owner.shop.slug));
          expect(own.statusCode).toBe(sample.own);
          expect(marksIn(own, stranger, request(owner.shop.slug))).toEqual([]);
        }
      },
    );

    it('ends no session of one tenant under the path of another', async () => {
      const [{ shop, person }, stranger] = holders;
      const { refreshToken } = await shop.session(person);
      const to = (slug: string, route: string) =>
        api.inject({ method: 'POST', url: `/v1/auth/${slug}/${route}`, payload: { refreshToken } });
      expect((await to(stranger.shop.slug, 'logout')).statusCode).toBe(204);
      expect((await to(shop.slug, 'refresh')).statusCode).toBe(200);
    });
  });

  describe('between members', () => {
    let members: Member[];
    beforeAll(async () => {
      members = await Promise.all(
        slugs.map(async (slug, i) => {
          const { token } = await signedIn(api, { id: tenantIds[i] as string, slug }, 'owner');
          const ask: Ask = async (path) => {
            const { statusCode, body } = await callAs(api, token, 'GET', path);
            return { status: statusCode, body };
          };
          return { slug, ask };
        }),
      );
    });

    it('holds over every route, with the token of another tenant', async () => {
      const findings = await proveMembers(openApiDocument(api.app), ask, members);
      expect(findings.filter(({ holds }) => !holds)).toEqual([]);
      const subjects = findings.map(({ subject }) => subject);
      expect(subjects).toEqual(
        expect.arrayContaining(['/v1/members/{id}', '/v1/operations/{id}', '/v1/auth/{tenant}']),
      );
    });

    it('would find a route that answers a member of another tenant', async () => {
      const [alpha, beta] = members as [Member, Member];
      const leaky: Member = { ...beta, ask: (path) => (/members\/./.test(path) ? alpha : beta).ask(path) };
      const findings = await proveMembers(openApiDocument(api.app), ask, [alpha, leaky]);
      expect(findings.filter(({ holds }) => !holds).map(({ subject }) => subject)).toContain('/v1/members/{id}');
    });
  });

  it('never mixes tenants in 2,000 requests on five connections', async () => {
    let asked = 0;
    const caller = async () => {
      while (asked < 2000) {
        const slug = slugs[asked % 2] as string;
        const { body } = await ask(`/v1/stores/${slug}/apps?page=1&pageSize=${5 + (asked++ % 50)}`);
        const { data } = JSON.parse(body) as { data: { name: string }[] };
        expect(data.map(({ name }) => name.split('-')[0])).toEqual(Array(5).fill(slug));
      }
    };
    await Promise.all(Array.from({ length: 50 }, caller));
  });
});
