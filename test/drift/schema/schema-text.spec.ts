import { asWritten } from './as-written.js';
import { type Facts, type Row, schemaText } from './schema-text.js';

const tenant = "(tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)";
const standard = { restrictive: false, command: 'all', roles: [], using: tenant, checked: null };
const at = { schema: 'feeds', of: 'posts' };
const none: Facts = {
  schemas: [],
  ...{ tables: [], columns: [], constraints: [], indexes: [], policies: [], triggers: [], sequences: [], views: [] },
  functions: [],
};
const table: Row = {
  ...{ schema: 'feeds', name: 'posts', partition: 'RANGE (id)', secured: true, forced: true },
  declaration: { kind: 'tenant', holds: 'A post.' },
  grants: [{ role: 'palier_app', rights: ['select'] }],
};
const columns: Row[] = [
  { ...at, name: 'id', type: 'uuid', required: true, grants: null },
  {
    ...at,
    name: 'title',
    type: 'text',
    collation: 'C',
    expression: "'Untitled'::text",
    grants: [{ role: 'palier_app', rights: ['update'] }],
  },
  { ...at, name: 'url', type: 'text', grants: [{ role: 'palier_app', rights: ['update'] }] },
];
const page = (facts: Partial<Facts>) =>
  schemaText(
    'feeds',
    { ...none, tables: [table], columns, ...facts },
    new Map([['feeds.keep', 'libs/feeds/keep.sql']]),
  );

it('shows a table with its declaration, columns, partitions and rights, those of columns too', () => {
  expect(page({ policies: [{ ...at, name: 'tenant', ...standard }] })).toContain(`-- A post. (tenant)
create table feeds.posts (
  id uuid not null,
  title text collate "C" default 'Untitled',
  url text
) partition by range (id);
-- Row level security: tenant.
grant select, update (title, url) on feeds.posts to palier_app;
`);
});

it.each<[string, object]>([
  ['another condition', { using: 'true' }],
  ['another role', { roles: ['palier_app'] }],
  ['another command', { command: 'select' }],
  ['a condition of what is written', { checked: 'true' }],
  ['less strictness', { restrictive: true }],
])('shows in full a policy with a standard name and %s', (_what, deviation) => {
  const text = page({ policies: [{ ...at, name: 'tenant', ...standard, ...deviation }] });
  expect(text).toContain('-- Row level security: none of the standard policies.\ncreate policy tenant on feeds.posts');
});

it('shows who may use the schema, every role too', () => {
  const grants = [
    { role: 'palier_app', rights: ['usage'] },
    { role: 'public', rights: ['create', 'usage'] },
  ];
  expect(page({ schemas: [{ schema: 'feeds', grants }] })).toContain(
    '\ngrant usage on schema feeds to palier_app;\ngrant create, usage on schema feeds to public;\n\n-- A post.',
  );
});

it('says that a table has no row level security', () => {
  expect(page({ tables: [{ ...table, secured: false }] })).toContain('-- No row level security.');
});

it('names standard triggers, and shows others and those that only have such a name', () => {
  const text = (name: string, what: string) => `CREATE TRIGGER ${name} ${what}`;
  const triggers = [
    [
      'erased_user_id',
      "BEFORE UPDATE OF user_id ON feeds.posts EXECUTE FUNCTION platform.refuse_erased_change('user_id', 'true')",
    ],
    [
      'erased_author_id',
      "BEFORE UPDATE OF user_id ON feeds.posts EXECUTE FUNCTION platform.refuse_erased_change('user_id', 'true')",
    ],
    ['keep', 'AFTER UPDATE ON feeds.posts EXECUTE FUNCTION feeds.keep()'],
  ].map(([name = '', what = '']) => ({ ...at, name, altered: false, text: text(name, what) }));
  const shown = page({ triggers });
  expect(shown).toContain('-- Triggers: erased_user_id.\ncreate trigger erased_author_id');
  expect(shown).toContain('create trigger keep after update on feeds.posts\n  execute function feeds.keep();');
  const [erased] = triggers;
  expect(page({ triggers: [{ ...erased, altered: true }] })).toContain(
    '-- Disabled, or enabled for replicas.\ncreate trigger erased_user_id before update',
  );
});

it('shows what a function takes and returns, its file, who may call it and with whose rights', () => {
  const made = {
    schema: 'feeds',
    name: 'keep',
    arguments: 'post uuid',
    returns: 'SETOF text',
    language: 'sql',
    volatility: 's',
  };
  const functions = [{ ...made, definer: true, owner: 'palier_cross_tenant', callers: ['palier_app'] }];
  expect(page({ functions })).toContain(`-- libs/feeds/keep.sql: for palier_app, with the rights of palier_cross_tenant
function feeds.keep(post uuid)
  returns setof text language sql stable;
`);
});

it('writes SQL as the migrations do', () => {
  expect(asWritten("CHECK ((state = ANY (ARRAY['New'::text, 'OLD'::text])))")).toBe("check (state in ('New', 'OLD'))");
  expect(asWritten('timestamp(3) with time zone')).toBe('timestamptz(3)');
});
