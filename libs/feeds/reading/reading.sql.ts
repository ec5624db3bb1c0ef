import { anyOf, statement } from '#platform/database';

/** Which posts are meant: those of a subscription, of a folder, or all where both are null. */
type Scope = [subscriptionId: string | null, folderId: string | null];

const inScope = (subscription: string, [id, folder]: readonly [string, string]) =>
  `(${id}::uuid is null or ${subscription} = ${id})
      and (${folder}::uuid is null or ${subscription} in (select f.id from feeds.subscriptions f where f.folder_id = ${folder}))`;

/**
 * Sets what is not null of the posts that there are, for the user in force.
 *
 * @returns their ids, and whether each is read now and was not before, as the statement found it
 */
export const setStates = statement<
  { id: string; wasUnread: boolean },
  [userId: string, postIds: readonly string[], read: boolean | null, starred: boolean | null]
>('feeds.post-states.set')`
  insert into feeds.post_states as st (tenant_id, user_id, post_id, subscription_id, number, sorted_at, read, starred_at)
    select p.tenant_id, $1, p.id, p.subscription_id, p.number, p.sorted_at, $3, case when $4::boolean then now() end
      from feeds.posts p where p.id = ${anyOf('$2::uuid[]')} and p.number is not null order by p.id
    on conflict (tenant_id, user_id, post_id) do update set read = coalesce(excluded.read, st.read),
      starred_at = case when $4::boolean then coalesce(st.starred_at, now()) when $4::boolean is null then st.starred_at end
    returning st.post_id as id, coalesce($3::boolean, false) and not coalesce(
      (select old.read from feeds.post_states old where old.post_id = st.post_id),
      st.number <= (select m.number from feeds.read_marks m where m.subscription_id = st.subscription_id),
      false) as "wasUnread"`;

/**
 * Marks the posts with a label of the user in force as read, up to a number: of the next `most` of the label, after a post.
 *
 * @returns the last of them; no row where there are no more
 */
export const readLabelled = statement<
  { last: string },
  [userId: string, labelId: string, number: number, after: string, most: number]
>('feeds.post-states.read-labelled')`
  with chosen as materialized (select post_id from feeds.labelled_posts where label_id = $2 and post_id > $4
      order by post_id limit $5
    ), marked as (
      insert into feeds.post_states as st (tenant_id, user_id, post_id, subscription_id, number, sorted_at, read)
      select p.tenant_id, $1, p.id, p.subscription_id, p.number, p.sorted_at, true
        from chosen c join feeds.posts p on p.id = c.post_id where p.number <= $3 order by p.id
      on conflict (tenant_id, user_id, post_id) do update set read = true
    )
    select post_id as last from chosen order by post_id offset $5 - 1`;

/** The number of the last post that the tenant received; of those until a moment, where one is given. */
export const lastNumber = statement<{ number: number }, [receivedUntil: string | null]>('feeds.posts.last-number')`
  select coalesce(
      (select min(p.number) - 1 from feeds.posts p where p.received_at > $1::timestamptz),
      (select last from feeds.post_counters), 0)::float8 as number`;

/** Marks posts up to a number as read. */
export const raiseMarks = statement<object, [userId: string, number: number, ...scope: Scope]>(
  'feeds.read-marks.raise',
)`
  insert into feeds.read_marks as m (tenant_id, user_id, subscription_id, number)
    select s.tenant_id, $1, s.id, $2 from feeds.subscriptions s where ${inScope('s.id', ['$3', '$4'])} order by s.id
    on conflict (tenant_id, user_id, subscription_id) do update set number = greatest(m.number, excluded.number)`;

/**
 * Forgets that posts up to a number were marked as unread, or as read one by one, where the mark of their subscription says so
 * now. In the order in which states are set.
 */
export const forgetStates = statement<object, [number: number, ...scope: Scope]>('feeds.post-states.forget')`
  with locked as (
      select st.post_id from feeds.post_states st
        where st.read is not null and st.number <= $1 and ${inScope('st.subscription_id', ['$2', '$3'])}
          -- One that came into the folder meanwhile has another mark.
          and st.number <= (select m.number from feeds.read_marks m where m.subscription_id = st.subscription_id)
        order by st.post_id for update
    )
    update feeds.post_states st set read = null where st.post_id = any (array(select l.post_id from locked l))`;

/** How many posts of a subscription the user in force has not read. */
export interface UnreadRow {
  readonly subscriptionId: string;
  readonly folderId: string | null;
  readonly unread: number;
  /** The number of the last post that the tenant received until then. */
  readonly position: number;
}

/** With the mark of the user in force as a column: an index finds posts after it, which it does not after an expression. */
const subscriptions = `(select s.id, s.folder_id, coalesce(m.number, 0) as mark
    from feeds.subscriptions s left join feeds.read_marks m on m.subscription_id = s.id offset 0) s`;
/** Those after the mark but the ones that were read, and those before it that were marked as unread. */
const unread = `(select count(*) from feeds.posts p where p.subscription_id = s.id and p.number > s.mark)
    + (select count(*) filter (where not st.read and st.number <= s.mark) - count(*) filter (where st.read and st.number > s.mark)
      from feeds.post_states st where st.subscription_id = s.id and st.read is not null)`;

export const unreadCounts = statement<UnreadRow>('feeds.posts.unread')`
  select s.id as "subscriptionId", s.folder_id as "folderId", (${unread})::int as unread,
      coalesce((select c.last from feeds.post_counters c), 0)::float8 as position from ${subscriptions}`;

export const countUnread = statement<{ total: number }, readonly string[]>('feeds.posts.total.unread')`
  select coalesce(sum(${unread}), 0)::int as total from ${subscriptions}`;

/** What the user in force has not read, where these are few: the list of them would search all posts for them. */
const FEW = 500;
export const fewUnread = statement<{ ids: string | null }>('feeds.posts.few-unread')`
  -- Each state by its key: of a join, a plan for few states would read all of them for each post.
  with unread as (
      (select p.id from ${subscriptions}, lateral (select p.id from feeds.posts p
          where p.subscription_id = s.id and p.number > s.mark
            and (select st.read from feeds.post_states st where st.post_id = p.id) is not true limit ${FEW + 1}) p)
      union all
      (select st.post_id from ${subscriptions} join feeds.post_states st on st.subscription_id = s.id
          where not st.read and st.read is not null and st.number <= s.mark)
      limit ${FEW + 1}
    )
    select case when count(*) <= ${FEW} then coalesce(array_agg(u.id), '{}')::text end as ids from unread u`;
