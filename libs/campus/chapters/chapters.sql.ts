import { keepRowOf, statement } from '#platform/database';
import { visible } from './chapter-scope.js';
import type { ChapterDto, ChapterState } from './chapters.dto.js';

export const columns = `id, subject_id as "subjectId", university_id as "universityId", ufr_id as "ufrId",
    programme_id as "programmeId", level, professor_id as "professorId", title, position, state,
    published_at as "publishedAt", version, created_at as "createdAt", updated_at as "updatedAt"`;

type Seen = [id: string, ...scope: readonly string[]];

/** A chapter that the scope shows. */
export const chapterInScope = statement<ChapterDto & { readonly body: string }, Seen>('campus.chapters.by-id')`
  select ${columns}, body from campus.chapters where id = $1 and ${visible(2)}`;

/** A chapter that the scope shows, which stays as it is until the transaction ends. */
export const lockChapterInScope = statement<ChapterDto, Seen>('campus.chapters.lock')`
  select ${columns} from campus.chapters where id = $1 and ${visible(2)} for update`;

/**
 * Adds a draft, the last of its subject unless a position is given. No row where there is no such subject that is in use, or
 * the scope would not show the draft.
 */
export const insertChapter = statement<
  ChapterDto,
  [
    id: string,
    subjectId: string,
    professorId: string,
    title: string,
    body: string,
    position: number | null,
    ...scope: readonly string[],
  ]
>('campus.chapters.insert')`
  insert into campus.chapters (tenant_id, id, subject_id, university_id, ufr_id, programme_id, level, professor_id,
      title, body, position)
    select tenant_id, $1, subject_id, university_id, ufr_id, programme_id, level, $3::uuid, $4, $5,
      coalesce($6::integer, least(1000000, 1 + coalesce((select c.position from campus.chapters c
        where c.subject_id = draft.subject_id order by c.position desc limit 1), 0)))
    from (select tenant_id, id as subject_id, university_id, ufr_id, programme_id, level, 'draft' as state
      from campus.subjects where id = $2 and archived_at is null) as draft
    where ${visible(7)} returning ${columns}`;

export const changeChapter = statement<ChapterDto, [id: string, title: string, body: string, position: number | null]>(
  'campus.chapters.change',
)`
  update campus.chapters set title = $2, body = $3, position = coalesce($4::integer, position),
      version = version + 1, updated_at = now() where id = $1 returning ${columns}`;

export const setChapterState = statement<ChapterDto, [id: string, state: ChapterState]>('campus.chapters.set-state')`
  update campus.chapters set state = $2, published_at = coalesce(published_at, now()), version = version + 1,
      updated_at = now() where id = $1 returning ${columns}`;

export const deleteChapter = statement<object, [id: string]>('campus.chapters.delete')`
  delete from campus.chapters where id = $1`;

/** That there is a professor, who stays until the transaction ends. */
export const keepProfessor = keepRowOf('campus.professors');
