-- The trigger of statements that delete attachments: gives back what they took of their tenants' storage. Files go with their
-- entry by the person's hand, at the end of its retention, and with an erasure: the quota gets them back in each of these
-- transactions. Rows that no upload wrote took nothing.
create or replace function journal.give_back_storage() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    update tenants.usage u set used = greatest(u.used - r.bytes, 0)
      from (select tenant_id, sum(stored_bytes) as bytes from removed group by 1) r
      where u.tenant_id = r.tenant_id and u.quota = 'storageBytes';
    return null;
  end $$;
