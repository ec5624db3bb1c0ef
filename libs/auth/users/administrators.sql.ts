import { statement } from '#platform/database';

/** The active admins and owners, those who have been there longest first. */
export const administrators = statement<{ id: string }, [most: number]>({
  name: 'auth.users.administrators',
  text: `select a.id from unnest(array['owner', 'admin']) as r (role) cross join lateral
      (select u.id, u.created_at from auth.users u where u.role = r.role and u.state = 'active'
        order by u.created_at, u.id limit $1) a
    order by a.created_at, a.id limit $1`,
  sample: [20],
});
