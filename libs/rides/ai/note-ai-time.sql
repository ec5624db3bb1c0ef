set local role palier_cross_tenant;

-- The trigger of requests whose call ended: its seconds count for when their tenant has its next turn. Those that nobody ended
-- count until their claim was over.
create or replace function rides.note_ai_time() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  begin
    update rides.ai_turns t
      set used = t.used + greatest(0, extract(epoch from least(new.ended_at, old.claimed_until) - old.called_at))
      where t.tenant_id = new.tenant_id;
    return null;
  end $$;
grant execute on function rides.note_ai_time() to palier_owner;
