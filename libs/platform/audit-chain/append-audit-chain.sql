set local role palier_cross_tenant;

-- A text behind its length in bytes, so that no two lists of texts give the same bytes; null has the length -1.
create or replace function platform.audit_field(value text) returns bytea
  language sql stable as $$
  select coalesce(int4send(octet_length(value)) || convert_to(value, 'UTF8'), int4send(-1)) $$;

-- The bytes of a line at its place in the chain, from which, behind the hash before, its own hash is made. They are part of
-- every chain there is: changed, no chain could be verified any more.
create or replace function platform.audit_form(line platform.audit_lines, seq bigint) returns bytea
  language sql stable as $$
  select platform.audit_field(line.tenant_id::text) || platform.audit_field(seq::text)
    || platform.audit_field(line.id::text)
    || platform.audit_field(to_char(line.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    || platform.audit_field(line.actor_kind) || platform.audit_field(line.actor_id)
    || platform.audit_field(line.action)
    || platform.audit_field(line.target_kind) || platform.audit_field(line.target_id)
    || platform.audit_field(line.details::text) || platform.audit_field(line.request_id) $$;

-- Stores how far the chain of a tenant has got, and returns that with the number of lines that were appended to it.
create or replace function platform.advance_audit_head(head platform.audit_heads, appended integer)
  returns table (tenant_id uuid, seq bigint, hash bytea, lines integer)
  language sql as $$
  insert into platform.audit_heads as h (tenant_id, seq, hash) values (head.tenant_id, head.seq, head.hash)
    on conflict (tenant_id) do update set seq = excluded.seq, hash = excluded.hash
    returning h.tenant_id, h.seq, h.hash, appended $$;

-- Moves committed lines, at most so many, to the end of the chains of their tenants, in the order of their ids within a call;
-- the lines of a transaction that commits later come later. Returns each chain that grew: its last place, its last hash, and by
-- how many lines. No row where nothing waits, or where another call is under way. Called by the job that appends to the chains.
create or replace function platform.append_audit_chain(most integer)
  returns table (tenant_id uuid, seq bigint, hash bytea, lines integer)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
  #variable_conflict use_column
  declare
    line platform.audit_lines;
    head platform.audit_heads;
    appended integer := 0;
  begin
    -- Two workers at the same time would read the same head, and give two lines the same place. The lock is held until the
    -- commit, and each statement after this one sees the heads of whoever had it before. The other one need not wait: its next
    -- call finds the lines that are left.
    if not pg_try_advisory_xact_lock(7254370009) then return; end if;
    for line in
      with moved as (
        delete from platform.audit_lines l
          using (select w.tenant_id, w.id from platform.audit_lines w order by w.tenant_id, w.id limit most) next
          where l.tenant_id = next.tenant_id and l.id = next.id returning l.*)
      select * from moved order by tenant_id, id
    loop
      if head.tenant_id is distinct from line.tenant_id then
        if appended > 0 then return query select * from platform.advance_audit_head(head, appended); end if;
        select * into head from platform.audit_heads h where h.tenant_id = line.tenant_id;
        if not found then head := row(line.tenant_id, 0, decode(repeat('00', 32), 'hex')); end if;
        appended := 0;
      end if;
      head.seq := head.seq + 1;
      head.hash := sha256(head.hash || platform.audit_form(line, head.seq));
      appended := appended + 1;
      insert into platform.audit_chain select line.*, head.seq, head.hash;
    end loop;
    if appended > 0 then return query select * from platform.advance_audit_head(head, appended); end if;
  end $$;
grant execute on function platform.append_audit_chain(integer) to palier_app;

-- The tenants that have a line or a chain, for the verification of all of them. Each is found by one step in the index of the
-- chain, whose lines are many.
create or replace function platform.audited_tenants() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with recursive chained (id) as (
    (select c.tenant_id from platform.audit_chain c order by c.tenant_id limit 1)
    union all
    select (select c.tenant_id from platform.audit_chain c where c.tenant_id > chained.id order by c.tenant_id limit 1)
      from chained where chained.id is not null)
  select id from chained where id is not null
    union select tenant_id from platform.audit_heads
    union select tenant_id from platform.audit_lines order by 1 $$;
grant execute on function platform.audited_tenants() to palier_app;
