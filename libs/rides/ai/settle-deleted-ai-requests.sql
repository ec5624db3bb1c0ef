-- The trigger of statements that delete requests: one that goes with its user before it ends gives their tenant back what it
-- reserved of the day; where the model was asked, that is spent.
create or replace function rides.settle_deleted_ai_requests() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    update rides.ai_budgets b set reserved = greatest(b.reserved - o.reserved, 0), spent = b.spent + o.spent
      from (select tenant_id, day, sum(reserved) as reserved, sum(case state when 'calling' then reserved else 0 end) as spent
        from removed where state in ('waiting', 'calling') group by 1, 2) o
      where (b.tenant_id, b.day) = (o.tenant_id, o.day);
    return null;
  end $$;
