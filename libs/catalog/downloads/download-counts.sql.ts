import { samples, statement } from '#platform/database';

/** Counts the first uses of links, each once in the deployment, for many tenants. */
export const countDownloads = statement<
  object,
  [tenants: readonly string[], links: readonly string[], versions: readonly string[], days: readonly string[]]
>({
  name: 'catalog.downloads.count',
  text: 'select catalog.count_downloads($1::uuid[], $2::uuid[], $3::uuid[], $4::date[])',
  sample: [[samples.id], [samples.id], [samples.id], ['2026-01-01']],
});

/** Notes that bundles were used, for many tenants, unless that was noted within the last minute. */
export const noteUse = statement<object, [tenants: readonly string[], versions: readonly string[]]>({
  name: 'catalog.bundles.note-use',
  text: 'select catalog.note_bundle_use($1::uuid[], $2::uuid[])',
  sample: [[samples.id], [samples.id]],
});
