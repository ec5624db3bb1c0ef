import { statement } from '#platform/database';
import { declareList, equals, type ListFilter, timestamp, uuid } from '#platform/lists';
import { studies, teaches, visible, visibleAt } from '../chapters/chapter-scope.js';
import { me } from '../scopes/within-scope.js';
import type { CommentDto, CommentSort } from './comments.dto.js';

const nameOf = (people: 'professors' | 'students') =>
  `(select p.name from campus.${people} p where p.user_id = comments.author_id)`;
const columns = `id, chapter_id as "chapterId", parent_id as "parentId", author_id as "authorId",
    coalesce(${nameOf('professors')}, ${nameOf('students')}) as "authorName", by_professor as "byProfessor", body,
    (select count(*)::int from campus.comments a where a.parent_id = comments.id) as answers,
    edited_at as "editedAt", deleted_at as "deletedAt", case when author_id = ${me} then reason end as reason,
    created_at as "createdAt"`;

/** The chapter with this id, if the scope shows it; the value is JSON of the id and the parameters of `seenBy`. */
const chapter: ListFilter = {
  condition: (place) => {
    const id = `${place()}::uuid`;
    return `chapter_id = ${id} and exists (select from campus.chapters where id = ${id} and ${visibleAt(place)})`;
  },
  parameters: (value) => JSON.parse(value),
};
const keys = [timestamp('created_at', 'createdAt'), uuid('id', 'id')] as const;
const common = {
  columns,
  from: 'campus.comments',
  sorts: { '-createdAt': { keys }, createdAt: { keys } },
};

/** The comments on a chapter that begin threads. */
export const threadList = declareList<CommentDto, CommentSort, 'chapter'>({
  ...common,
  name: 'campus.comment-threads',
  where: 'parent_id is null',
  filters: { chapter },
  always: ['chapter'],
});

/** The answers to one of them. */
export const answerList = declareList<CommentDto, CommentSort, 'chapter' | 'parent'>({
  ...common,
  name: 'campus.comment-answers',
  where: 'parent_id is not null',
  filters: { chapter, parent: equals('parent_id') },
  always: ['chapter', 'parent'],
});

type Seen = [id: string, ...scope: readonly string[]];
const shown = `exists (select from campus.chapters where id = comments.chapter_id and ${visible(2)})`;

/** A chapter that the scope shows. */
export const commentedChapter = statement<{ published: boolean }, Seen>('campus.comments.chapter')`
  select state = 'published' as published from campus.chapters where id = $1 and ${visible(2)}`;

/** A comment on a chapter that the scope shows. */
export const commentInScope = statement<CommentDto, Seen>('campus.comments.by-id')`
  select ${columns} from campus.comments where id = $1 and ${shown}`;

/** The same, which stays as it is until the transaction ends; with whether its author may still change it. */
export const lockComment = statement<
  Pick<CommentDto, 'id' | 'chapterId' | 'authorId' | 'deletedAt'> & { readonly fresh: boolean },
  Seen
>('campus.comments.lock')`
  select id, chapter_id as "chapterId", author_id as "authorId", deleted_at as "deletedAt",
      created_at > now() - interval '15 minutes' as fresh
    from campus.comments where id = $1 and ${shown} for update`;

/**
 * A comment that begins a thread of a chapter and is not deleted, with the user who hears of answers: its author, or nobody where
 * the chapter is no longer theirs to read.
 */
export const threadOf = statement<{ readerId: string | null }, [id: string, chapterId: string]>(
  'campus.comments.thread',
)`
  select case when ${teaches('thread.author_id', 'c')} or ${studies('thread.author_id', 'c')} then thread.author_id end as "readerId"
    from campus.comments thread join campus.chapters c on c.id = thread.chapter_id
    where thread.id = $1 and thread.chapter_id = $2 and thread.parent_id is null and thread.deleted_at is null for share of thread`;

/** Whether nobody else writes a comment of this author until the transaction ends: they are counted one after the other. */
export const takeAuthor = statement<{ taken: boolean }, [authorId: string]>('campus.comments.take-author')`
  select pg_try_advisory_xact_lock(hashtextextended('campus.comments:' || $1, 0)) as taken`;

/** How many comments somebody wrote in the last minute, and for how many seconds the first of them still counts. */
export const recentComments = statement<{ written: number; seconds: number }, [authorId: string]>(
  'campus.comments.recent',
)`
  select count(*)::int as written, ceil(extract(epoch from min(created_at) + interval '1 minute' - now()))::int as seconds
    from campus.comments where author_id = $1 and created_at between now() - interval '1 minute' and now() + interval '1 minute'`;

/** Adds a comment by a student of the chapter, or by somebody who teaches its subject: no row for anybody else. */
export const insertComment = statement<
  CommentDto,
  [id: string, chapterId: string, parentId: string | null, authorId: string, body: string]
>('campus.comments.insert')`
  insert into campus.comments (tenant_id, id, chapter_id, parent_id, author_id, by_professor, body)
    select c.tenant_id, $1, c.id, $3::uuid, $4::uuid, by_professor, $5
    from campus.chapters c cross join lateral (select ${teaches('$4', 'c')} as by_professor) t
    where c.id = $2 and c.state = 'published' and (by_professor or ${studies('$4', 'c')})
    returning ${columns}`;

export const changeComment = statement<CommentDto, [id: string, body: string]>('campus.comments.change')`
  update campus.comments set body = $2, edited_at = now() where id = $1 returning ${columns}`;

/** Empties a comment. @param reason null where its author deletes it */
export const emptyComment = statement<object, [id: string, reason: string | null]>('campus.comments.empty')`
  update campus.comments set body = null, deleted_at = now(), reason = $2 where id = $1`;
