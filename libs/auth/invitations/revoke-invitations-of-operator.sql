set local role palier_cross_tenant;

-- Revokes the open invitations that an operator, or their key, made in any customer's tenant, and deletes the hashes by which
-- they are accepted; returns them. Those in the tenant `platform` name a member as inviter, and are revoked otherwise.
create or replace function auth.revoke_invitations_of_operator(operator uuid) returns table (tenant_id uuid, id uuid)
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  update auth.invitations i set revoked_at = now(), hashes = '{}'
  where i.operator_id = operator and i.accepted_at is null and i.revoked_at is null
  returning i.tenant_id, i.id
$$;
grant execute on function auth.revoke_invitations_of_operator(uuid) to palier_app;
