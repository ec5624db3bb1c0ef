import type { TableDeclaration } from '../catalogue/table-declaration.js';

/** Everything that holds rows, with the facts on which isolation depends; a materialised view or a foreign table has no policies. */
export const selectTables = `
  SELECT n.nspname || '.' || c.relname AS "table",
         pg_get_userbyid(c.relowner) AS owner,
         c.relrowsecurity AS enabled,
         c.relforcerowsecurity AS forced,
         EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped) AS tenant_owned,
         (SELECT array_agg(a.attname::text ORDER BY k.ordinality)
            FROM pg_index i, unnest(i.indkey::int2[]) WITH ORDINALITY k(attnum, ordinality)
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
           WHERE i.indrelid = c.oid AND i.indisprimary) AS primary_key,
         COALESCE((SELECT array_agg(f.conname::text) FROM pg_constraint f
           WHERE f.conrelid = c.oid AND f.contype = 'f' AND NOT EXISTS (
             SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND a.attnum = ANY (f.conkey))), '{}') AS loose_foreign_keys,
         COALESCE((SELECT array_agg(i.indexrelid::regclass::text) FROM pg_index i
           WHERE i.indrelid = c.oid AND i.indisunique AND NOT EXISTS (
             SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND a.attnum = ANY (i.indkey::int2[]))), '{}') AS loose_unique_indexes,
         COALESCE((SELECT array_agg(pg_get_expr(p.polqual, p.polrelid) || ' / ' || COALESCE(pg_get_expr(p.polwithcheck, p.polrelid), 'as above'))
           FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive AND (0 = ANY (p.polroles) OR $1::regrole = ANY (p.polroles))), '{}') AS policies,
         EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polcmd = 'r' AND p.polroles = ARRAY['palier_backup'::regrole::oid]) AS saved,
         EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND NOT p.polpermissive AND p.polroles = ARRAY[$1::regrole::oid]
           AND pg_get_expr(p.polqual, p.polrelid) LIKE '%app.user_id%') AS personal,
         d.declaration->>'kind' AS kind, d.declaration->>'through' AS through,
         CASE d.declaration->>'kind' WHEN 'person' THEN quote_ident(d.declaration->'persons'->0->>'column') END AS person,
         ARRAY(SELECT quote_ident(a.attname) FROM pg_attribute a
           WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
             AND has_column_privilege($1, c.oid, a.attnum, 'UPDATE') ORDER BY a.attnum) AS updatable,
         COALESCE((SELECT array_agg(privilege) FROM unnest(ARRAY['SELECT','INSERT','UPDATE','DELETE','TRUNCATE','REFERENCES','TRIGGER']) privilege
           WHERE has_table_privilege($1, c.oid, privilege)), '{}') AS grants,
         ARRAY(SELECT quote_ident(a.attname) FROM pg_attribute a
           WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attidentity = '') AS columns
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN platform.data_catalogue d ON to_regclass(d.name) = COALESCE(pg_partition_root(c.oid), c.oid)
   WHERE c.relkind IN ('r', 'p', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%'
   ORDER BY 1`;

export interface TableRow {
  table: string;
  owner: string;
  enabled: boolean;
  forced: boolean;
  tenant_owned: boolean;
  primary_key: string[] | null;
  loose_foreign_keys: string[];
  loose_unique_indexes: string[];
  /** The kind of its declaration, and who uses it if it is shared; null where there is none. */
  kind: TableDeclaration['kind'] | null;
  through: string | null;
  /** The column of the person whose rows the application sees, where it sees those of one person. */
  person: string | null;
  /** The columns that the application may update. */
  updatable: string[];
  /** The permissive policies that apply to the application. */
  policies: string[];
  /** Whether a restrictive policy shows the application only rows of the user in force. */
  personal: boolean;
  /** Whether the backup role may read every row. */
  saved: boolean;
  grants: string[];
  columns: string[];
}

/** The roles of Palier, and whether they bypass row level security. */
export const dangerousRoles = `
  SELECT rolname AS role, rolsuper AS superuser, rolbypassrls AS bypass
    FROM pg_roles WHERE rolname IN ($1, 'palier_owner', 'palier_backup', 'palier_cross_tenant') ORDER BY 1`;

/** The roles that see every tenant's rows, which the application must not be able to assume. */
export const innerRoles = `
  SELECT rolname AS role, rolcanlogin AS login, pg_has_role($1, oid, 'MEMBER') AS reachable
    FROM pg_roles WHERE rolname IN ('palier_backup', 'palier_cross_tenant') ORDER BY 1`;

/** Every function except those of extensions, with its settings and the roles besides its owner that may run it. */
export const selectFunctions = `
  SELECT n.nspname AS schema, n.nspname || '.' || p.proname || '(' || oidvectortypes(p.proargtypes) || ')' AS function,
         p.prosecdef AS definer, COALESCE(p.proconfig, '{}') AS config,
         ARRAY(SELECT CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee)::text END
                 FROM aclexplode(COALESCE(p.proacl, acldefault('f', p.proowner))) a
                WHERE a.privilege_type = 'EXECUTE' AND a.grantee <> p.proowner ORDER BY 1) AS callers
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
   WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')
     AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
   ORDER BY 2`;

export interface FunctionRow {
  schema: string;
  /** With its schema and the types of its arguments. */
  function: string;
  /** Whether it is SECURITY DEFINER: it runs with its owner's rights. */
  definer: boolean;
  config: string[];
  callers: string[];
}
