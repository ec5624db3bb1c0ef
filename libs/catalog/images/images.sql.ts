import { statement } from '#platform/database';
import type { ImageKind } from './image-converter.js';
import type { ScreenshotDto } from './images.dto.js';

/** One size of an image: the SHA-256 of its content and the length of that. */
export interface ImageFile {
  readonly digest: string;
  readonly bytes: number;
}

/** An image in its three sizes. */
export interface ImageFiles {
  readonly small: ImageFile;
  readonly medium: ImageFile;
  readonly large: ImageFile;
}

/** A screenshot as it is stored. */
export type ScreenshotRow = ImageFiles & Readonly<Omit<ScreenshotDto, keyof ImageFiles>>;

const file = (size: string) => `jsonb_build_object('digest', ${size}, 'bytes', ${size}_bytes)`;
const columns = `id, ${file('small')} as small, ${file('medium')} as medium, ${file('large')} as large, width, height, caption`;

/** The screenshots of `catalog.apps as app`, in their order. */
export const screenshotsOfApp = `coalesce((
        select jsonb_agg(jsonb_build_object('id', id, 'small', ${file('small')}, 'medium', ${file('medium')},
          'large', ${file('large')}, 'width', width, 'height', height, 'caption', caption) order by position, id)
        from catalog.images where app_id = app.id and kind = 'screenshot'), '[]')`;

/** The images of an app. */
export interface AppImages {
  readonly icon: ImageFiles | null;
  readonly screenshots: readonly ScreenshotRow[];
}

export const imagesOfApp = statement<AppImages & { deleting: boolean }, [slug: string]>('catalog.images.of-app')`
  select app.deleting, app.icon, ${screenshotsOfApp} as screenshots from catalog.apps as app where app.slug = $1`;

/** Adds an image behind the others of its kind, and counts those. Digests and bytes are of small, medium and large. */
export const insertImage = statement<
  ScreenshotRow & { others: number },
  [
    tenantId: string,
    id: string,
    appId: string,
    kind: ImageKind,
    width: number,
    height: number,
    caption: string | null,
    digests: readonly string[],
    bytes: readonly number[],
  ]
>('catalog.images.insert')`
  insert into catalog.images (tenant_id, id, app_id, kind, width, height, caption, position, small, medium, large,
      small_bytes, medium_bytes, large_bytes)
    select $1, $2, $3, $4, $5, $6, $7,
      coalesce((select max(position) + 1 from catalog.images where app_id = $3 and kind = $4), 0),
      ($8::text[])[1], ($8::text[])[2], ($8::text[])[3], ($9::bigint[])[1], ($9::bigint[])[2], ($9::bigint[])[3]
    returning ${columns}, (select count(*)::int from catalog.images where app_id = $3 and kind = $4) as others`;

/**
 * Deletes an image of an app, or all of a kind, or all; returns how many there were, and their bytes. Their files go with the
 * next collection of garbage: pages that show them may be cached until then.
 */
export const deleteImages = statement<
  { images: number; bytes: number },
  [appId: string, kind: ImageKind | null, id: string | null]
>('catalog.images.delete')`
  with gone as (
      delete from catalog.images where app_id = $1 and ($2::text is null or kind = $2) and ($3::uuid is null or id = $3)
      returning small_bytes + medium_bytes + large_bytes as bytes)
    select count(*)::int as images, coalesce(sum(bytes), 0)::float8 as bytes from gone`;

/** Places screenshots of an app in this order; counts those that it does not name, and the names of none. */
export const orderScreenshots = statement<{ others: number }, [appId: string, ids: readonly string[]]>(
  'catalog.images.order',
)`
  with placed as (
      update catalog.images as i set position = o.place - 1 from unnest($2::uuid[]) with ordinality as o (id, place)
      where i.app_id = $1 and i.kind = 'screenshot' and i.id = o.id returning i.id)
    select (select count(*) from catalog.images where app_id = $1 and kind = 'screenshot')::int + cardinality($2::uuid[])
      - 2 * (select count(*) from placed)::int as others`;

export const captionScreenshot = statement<ScreenshotRow, [appId: string, id: string, caption: string | null]>(
  'catalog.images.caption',
)`
  update catalog.images set caption = $3 where app_id = $1 and kind = 'screenshot' and id = $2 returning ${columns}`;

/** Makes a revision of an app whose images changed. Lists read its icon here, so that they need no other table. */
export const showImages = statement<object, [appId: string]>('catalog.images.show')`
  update catalog.apps set revision = revision + 1, updated_at = now(),
      icon = (select jsonb_build_object('small', ${file('small')}, 'medium', ${file('medium')}, 'large', ${file('large')})
        from catalog.images
        where app_id = $1 and kind = 'icon')
    where id = $1`;
