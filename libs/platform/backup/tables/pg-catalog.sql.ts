/**
 * Every table of Palier with data. Left out are the applied migrations, which the manifest lists, the declarations, which
 * migrations write, and the cutovers of this database.
 */
export const selectTables = `
  SELECT format('%I.%I', n.nspname, c.relname) AS name,
         (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) ORDER BY a.attnum)
            FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
         COALESCE(d.declaration->'keys', '[]') AS keys,
         COALESCE(d.declaration->'notArchived', '[]') AS "notArchived",
         EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped) AS "tenantOwned",
         COALESCE(d.declaration->'archive', '{}') AS archive,
         NOT c.relrowsecurity OR EXISTS (
           SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polroles = ARRAY['palier_backup'::regrole::oid] AND p.polcmd = 'r') AS readable,
         COALESCE((SELECT json_agg(DISTINCT format('%I.%I', tn.nspname, t.relname))
            FROM pg_constraint f JOIN pg_class t ON t.oid = f.confrelid JOIN pg_namespace tn ON tn.oid = t.relnamespace
           WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.conparentid = 0), '[]') AS "references",
         COALESCE((SELECT json_agg(json_build_object('name', format('%I.%I', pn.nspname, p.relname), 'bound', pg_get_expr(p.relpartbound, p.oid)) ORDER BY p.relname)
            FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhrelid JOIN pg_namespace pn ON pn.oid = p.relnamespace
           WHERE i.inhparent = c.oid), '[]') AS partitions
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN platform.data_catalogue d ON d.name = format('%I.%I', n.nspname, c.relname)
   WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence = 'p'
     AND n.nspname NOT IN ('pg_catalog', 'information_schema')
     AND c.relowner = 'palier_owner'::regrole
     AND (n.nspname, c.relname) NOT IN (('platform', 'migrations'), ('platform', 'function_files'), ('platform', 'data_catalogue'), ('platform', 'cutovers'))
   ORDER BY 1`;

export const selectSequences = `
  SELECT format('%I.%I', n.nspname, c.relname) AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind = 'S' AND c.relowner = 'palier_owner'::regrole
   ORDER BY 1`;

export const selectMigrations = 'SELECT name FROM platform.migrations ORDER BY right(name, 13), name';

/** Foreign keys of the tables `$1`, or of all when null, as statements that drop and restore them. */
export const selectForeignKeys = `
  SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', f.conrelid::regclass, f.conname) AS remove,
         format('ALTER TABLE %s ADD CONSTRAINT %I %s', f.conrelid::regclass, f.conname, pg_get_constraintdef(f.oid)) AS restore
    FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid
   WHERE f.contype = 'f' AND f.conparentid = 0 AND c.relowner = 'palier_owner'::regrole
     AND ($1::text[] IS NULL OR f.conrelid = ANY ($1::text[]::regclass[]) OR f.confrelid = ANY ($1::text[]::regclass[]))
   ORDER BY 1`;

/** The guards of every table: row level security, policies, triggers, constraints, indexes. */
export const selectGuards = `
  SELECT c.oid::regclass::text AS table, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
         ARRAY(SELECT format('%s %s', p.polname, pg_get_expr(p.polqual, p.polrelid)) FROM pg_policy p WHERE p.polrelid = c.oid ORDER BY 1) AS policies,
         ARRAY(SELECT format('%s %s', t.tgname, t.tgenabled) FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal ORDER BY 1) AS triggers,
         ARRAY(SELECT format('%s %s %s', k.conname, k.convalidated, pg_get_constraintdef(k.oid)) FROM pg_constraint k
                WHERE k.conrelid = c.oid ORDER BY 1) AS constraints,
         ARRAY(SELECT format('%s %s', pg_get_indexdef(i.indexrelid), i.indisvalid) FROM pg_index i WHERE i.indrelid = c.oid ORDER BY 1) AS indexes
    FROM pg_class c
   WHERE c.relkind IN ('r', 'p') AND c.relowner = 'palier_owner'::regrole
   ORDER BY 1`;
