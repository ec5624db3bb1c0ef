import { advisoryLock, statement, type Transaction } from '#platform/database';

/**
 * Serialises the changes of a tenant's tags: one both removes and adds tags, so two concurrent ones could lock the counts of
 * common tags in opposite orders.
 */
export const lockTags = advisoryLock<[tenantId: string]>('catalog.tags.lock', "'catalog.imports:' || $1");

/** Of apps that an older version wrote, which had no tags but those in the store. */
const rememberTags = statement<object, [apps: readonly string[]]>('catalog.tags.remember')`
  update catalog.apps set tags = array(select tag from catalog.app_tags where app_id = apps.id order by tag)
    where id = any ($1::uuid[]) and tags is null`;

const removeOtherTags = statement<object, [apps: readonly string[]]>('catalog.tags.remove-others')`
  delete from catalog.app_tags t where app_id = any ($1::uuid[])
      and not exists (select from catalog.apps a where a.id = t.app_id and a.listed and t.tag = any (a.tags))`;

const addTags = statement<object, [apps: readonly string[]]>('catalog.tags.add')`
  insert into catalog.app_tags (tenant_id, app_id, tag, name_key, created_at)
    select app.tenant_id, app.id, tag, app.name_key, app.created_at
    from catalog.apps as app, unnest(app.tags) as tag where app.id = any ($1::uuid[]) and app.listed
    on conflict do nothing`;

/**
 * Gives the store the tags of these apps, as far as it lists them. Run `lockTags` before.
 */
export async function listTags(tx: Transaction, apps: readonly string[]): Promise<void> {
  await tx.run(rememberTags, apps);
  await tx.run(removeOtherTags, apps);
  await tx.run(addTags, apps);
}
