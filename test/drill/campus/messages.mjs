// What the people of a tenant are told: comments on its chapters, and notifications of its users.
import { idOf } from './seed.mjs';

const AT_ONCE = 2000;
/** Of a chapter, of which the last four answer the first. */
const [COMMENTS, THREADS] = [10, 6];
/** Of a user; the latest are unread. */
const [NOTIFICATIONS, UNREAD] = [50, 5];
/** Of the admin, who has not read half of them. */
const MANY = 10_000;

/**
 * Writes ten comments a chapter, and fifty notifications for each of as many users as there are students, and for the student
 * who has an account; many more for the admin.
 *
 * @param clients of the superuser, who fill at once
 * @param size `students` and `chapters`, which are there
 * @param inTime throws when the drill takes too long
 */
export async function seedMessages(clients, tenant, { students, chapters }, inTime) {
  const t = `'${tenant.id}'::uuid`;
  const id = (kind, n) => idOf(tenant, kind, n);
  const steps = [];
  for (let from = 0; from < chapters; from += AT_ONCE)
    steps.push(commentsOf(t, id, from, from + AT_ONCE - 1, students));
  for (let from = 0; from < students; from += AT_ONCE)
    steps.push(
      notificationsOf(t, id, `${id('user', 'u')}`, `generate_series(${from}, ${from + AT_ONCE - 1}) u`, chapters),
    );
  for (const name of ['student', 'admin'])
    steps.push(
      notificationsOf(
        t,
        id,
        'u',
        `(select id from auth.users where tenant_id = ${t} and name = '${name}') a (u)`,
        chapters,
        name === 'admin' ? MANY : NOTIFICATIONS,
      ),
    );
  const fill = async (client) => {
    for (let sql = steps.shift(); sql; sql = steps.shift()) {
      inTime();
      await client.query(sql);
    }
  };
  await Promise.all(clients.map(fill));
}

const commentsOf = (t, id, from, to, students) => `
  insert into campus.comments (tenant_id, id, chapter_id, parent_id, author_id, by_professor, body, created_at)
    select ${t}, ${id('comment', `c * ${COMMENTS} + k`)}, ${id('chapter', 'c')},
      case when k >= ${THREADS} then ${id('comment', `c * ${COMMENTS}`)} end, ${id('user', `c * 7 % ${students}`)}, k = 1,
      'Pourquoi la limite est-elle unique ? ' || md5(c || '-' || k), now() - (${COMMENTS} - k) * interval '1 hour'
    from campus.chapters h join generate_series(${from}, ${to}) c on h.id = ${id('chapter', 'c')},
      generate_series(0, ${COMMENTS - 1}) k
    where h.tenant_id = ${t}`;

/** The chapters are of any place: who may read a chapter is not asked again for its title. */
const notificationsOf = (t, id, user, users, chapters, most = NOTIFICATIONS) => `
  insert into campus.notifications (tenant_id, user_id, id, kind, about_id, chapter_id, read_at, created_at)
    select ${t}, n.user_id, n.id, 'chapter-published', n.chapter_id, n.chapter_id, n.read_at, uuid_extract_timestamp(n.id)
    from (select ${user} as user_id, uuidv7(- k * interval '50 minutes') as id, ${id('chapter', `k * 7919 % ${chapters}`)} as chapter_id,
        case when k >= ${most === NOTIFICATIONS ? UNREAD : most / 2} then now() end as read_at
      from ${users}, generate_series(0, ${most - 1}) k) n`;
