import { runSql } from './sql.js';

/** Reads what each tenant uses of `members` and of `storageBytes`. */
type Usage = () => Promise<readonly (readonly number[])[]>;

/** Sets two quotas of each tenant to a million used, so that a change of one can be told from a change of all. */
export async function millionsUsed(adminUrl: string, tenants: readonly { readonly id: string }[]): Promise<Usage> {
  for (const { id } of tenants)
    await runSql(
      adminUrl,
      `set app.tenant_id = '${id}';
       insert into tenants.usage (tenant_id, quota, used) values ('${id}', 'members', 1e6), ('${id}', 'storageBytes', 1e6)
         on conflict (tenant_id, quota) do update set used = excluded.used`,
    );
  const used = async ({ id }: { readonly id: string }) =>
    (
      await runSql<{ used: number }>(
        adminUrl,
        `select used::float8 as used from tenants.usage
         where tenant_id = '${id}' and quota in ('members', 'storageBytes') order by quota`,
      )
    ).map((row) => row.used);
  return () => Promise.all(tenants.map(used));
}
