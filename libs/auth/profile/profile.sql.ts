import { statement } from '#platform/database';
import type { Locale } from '#platform/problems';
import { type MemberRow, memberColumns } from '../members/members.sql.js';

/** A null leaves the name unchanged; the locale is set where `given`. No row where the version is another one. */
export const changeProfile = statement<
  MemberRow,
  [id: string, version: number, name: string | null, nameKey: string | null, given: boolean, locale: Locale | null]
>({
  name: 'auth.profile.change',
  text: `update auth.users set name = coalesce($3, name), name_key = coalesce($4, name_key),
      locale = case when $5 then $6 else locale end, version = version + 1
    where id = $1 and version = $2 returning ${memberColumns}`,
});
