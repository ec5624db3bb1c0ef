import { samples, statement } from '#platform/database';

/** Which posts are meant: those of a subscription, of a folder, or all where both are null. */
export type Scope = [subscriptionId: string | null, folderId: string | null];

const inScope = (subscription: string, [id, folder]: readonly [string, string]) =>
  `(${id}::uuid is null or ${subscription} = ${id})
      and (${folder}::uuid is null or ${subscription} in (select f.id from feeds.subscriptions f where f.folder_id = ${folder}))`;

/** Sets what is not null of the posts that there are, for the user in force. @returns their ids */
export const setStates = statement<
  { id: string },
  [userId: string, postIds: readonly string[], read: boolean | null, starred: boolean | null]
>({
  name: 'feeds.post-states.set',
  text: `insert into feeds.post_states as st (tenant_id, user_id, post_id, subscription_id, number, sorted_at, read, starred_at)
    select p.tenant_id, $1, p.id, p.subscription_id, p.number, p.sorted_at, $3, case when $4::boolean then now() end
      from feeds.posts p where p.id = any ($2::uuid[]) and p.number is not null order by p.id
    on conflict (tenant_id, user_id, post_id) do update set read = coalesce(excluded.read, st.read),
      starred_at = case when $4::boolean then coalesce(st.starred_at, now()) when $4::boolean is null then st.starred_at end
    returning st.post_id as id`,
  sample: [samples.id, [samples.id], true, true],
});

/** Marks the posts with a label of the user in force as read, up to a number. */
export const readLabelled = statement<object, [userId: string, labelId: string, number: number]>({
  name: 'feeds.post-states.read-labelled',
  text: `insert into feeds.post_states as st (tenant_id, user_id, post_id, subscription_id, number, sorted_at, read)
    select p.tenant_id, $1, p.id, p.subscription_id, p.number, p.sorted_at, true
      from feeds.labelled_posts g join feeds.posts p on p.id = g.post_id
      where g.label_id = $2 and p.number <= $3 order by p.id
    on conflict (tenant_id, user_id, post_id) do update set read = true`,
  sample: [samples.id, samples.id, 1],
});

/** The number of the last post that the tenant received; of those until a moment, where one is given. */
export const lastNumber = statement<{ number: number }, [receivedUntil: string | null]>({
  name: 'feeds.posts.last-number',
  text: `select coalesce(
      (select min(p.number) - 1 from feeds.posts p where p.received_at > $1::timestamptz),
      (select last from feeds.post_counters), 0)::float8 as number`,
  sample: [samples.time.toISOString()],
});

/** Marks posts up to a number as read. */
export const raiseMarks = statement<object, [userId: string, number: number, ...scope: Scope]>({
  name: 'feeds.read-marks.raise',
  text: `insert into feeds.read_marks as m (tenant_id, user_id, subscription_id, number)
    select s.tenant_id, $1, s.id, $2 from feeds.subscriptions s where ${inScope('s.id', ['$3', '$4'])} order by s.id
    on conflict (tenant_id, user_id, subscription_id) do update set number = greatest(m.number, excluded.number)`,
  sample: [samples.id, 1, samples.id, null],
});

/**
 * Forgets that posts up to a number were marked as unread, or as read one by one: the mark says so now. In the order in which
 * states are set.
 */
export const forgetStates = statement<object, [number: number, ...scope: Scope]>({
  name: 'feeds.post-states.forget',
  text: `with locked as (
      select st.post_id from feeds.post_states st
        where st.read is not null and st.number <= $1 and ${inScope('st.subscription_id', ['$2', '$3'])}
        order by st.post_id for update
    )
    update feeds.post_states st set read = null where st.post_id = any (array(select l.post_id from locked l))`,
  sample: [1, samples.id, null],
});

/** How many posts of a subscription the user in force has not read. */
export interface UnreadRow {
  readonly subscriptionId: string;
  readonly folderId: string | null;
  readonly unread: number;
}

/** Those after the mark but the ones that were read, and those before it that were marked as unread. */
const unread = `(select count(*) from feeds.posts p where p.subscription_id = s.id and p.number > coalesce(m.number, 0))
    - (select count(*) from feeds.post_states st where st.subscription_id = s.id and st.read and st.number > coalesce(m.number, 0))
    + (select count(*) from feeds.post_states st where st.subscription_id = s.id and not st.read and st.number <= m.number)`;
const subscriptions = 'feeds.subscriptions s left join feeds.read_marks m on m.subscription_id = s.id';

export const unreadCounts = statement<UnreadRow>({
  name: 'feeds.posts.unread',
  text: `select s.id as "subscriptionId", s.folder_id as "folderId", (${unread})::int as unread from ${subscriptions}`,
});

export const countUnread = statement<{ total: number }, readonly string[]>({
  name: 'feeds.posts.total.unread',
  text: `select coalesce(sum(${unread}), 0)::int as total from ${subscriptions}`,
});
