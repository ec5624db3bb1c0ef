import { functionsOf, migration } from '#platform/database';

/**
 * A secret key or an open invitation whose maker is erased ends, whoever erases: an archive of before, where nobody had asked for the
 * erasure yet, has them as usable. What is withdrawn when an erasure is asked for has ended already.
 */
export const AuthAccessWithoutGiver1763700008463 = migration(
  functionsOf('auth/members/end-access-without-giver.sql'),
  `create trigger end_key_without_maker before update of made_by on auth.api_keys for each row
     when (old.made_by is not null and new.made_by is null and new.revoked_at is null and new.kind = 'secret')
     execute function auth.end_access_without_giver()`,
  `create trigger end_invitation_without_inviter before update of invited_by on auth.invitations for each row
     when (old.invited_by is not null and new.invited_by is null and new.revoked_at is null and new.accepted_at is null)
     execute function auth.end_access_without_giver()`,
);
