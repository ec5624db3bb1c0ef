// Apps as a store of 100,000 may have them: few words and tags are frequent and many are rare; names have one to three words, summaries
// eight to fifteen, descriptions 120; each app has eight tags, a licence and an author.
const WORDS = 20_000;
const TAGS = 2000;
const BATCH = 5000;

/** A word by its rank: the frequent ones are short. */
export function word(rank) {
  let letters = '';
  for (let i = 0, state = rank + 1; i < 3 + (rank % 7); i += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345 + i) >>> 0;
    letters += String.fromCharCode(97 + ((state >>> 16) % 26));
  }
  return letters;
}

/** Numbers of an app that are the same in each run. */
export function numbers(seed) {
  let state = (seed * 2_654_435_761) >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Of `most`, the small ones far more often: a cube of an even number. */
export const seldomLarge = (next, most) => Math.floor(most * (next(1_000_000) / 1_000_000) ** 3);

const licences = ['MIT', 'MIT', 'MIT', 'ISC', 'Apache-2.0', 'BSD-3-Clause', 'GPL-3.0-only'];

function app(slug, i) {
  const next = numbers(i + slug.length * 1_000_003);
  const text = (count) => Array.from({ length: count }, () => word(seldomLarge(next, WORDS))).join(' ');
  return {
    slug: `${slug}-${i}`,
    name: `${text(1 + (i % 3))} ${i}`,
    summary: text(8 + (i % 8)),
    description: text(120),
    tags: [...new Set(Array.from({ length: 8 }, () => `tag-${seldomLarge(next, TAGS)}`))].sort(),
    licence: licences[i % licences.length],
    author: `${slug} ${next(20_000)}`,
    downloads: seldomLarge(next, 1_000_000),
    minutes: i,
  };
}

export async function fillStore(owner, tenantId, apps, slug) {
  await owner.query(`set app.tenant_id = '${tenantId}'`);
  for (let from = 1; from <= apps; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, apps - from + 1) }, (_, i) => app(slug, from + i));
    await owner.query(
      `with given as (
         select * from jsonb_to_recordset($2) as g (slug text, name text, summary text, description text, tags jsonb, licence text,
           author text, minutes integer)
       ), made as (
         insert into catalog.apps (tenant_id, id, slug, source, name, name_key, summary, description, version, licence, author, tags, created_at, updated_at)
         select $1, uuidv7(), slug, 'npm:' || slug, name, name, summary, description, '1.0.0', licence, author,
           array(select jsonb_array_elements_text(tags)), now() - minutes * interval '1 minute', now() - (minutes * 7919 % 100000) * interval '1 minute'
         from given returning tenant_id, id, tags, name_key, created_at)
       insert into catalog.app_tags (tenant_id, app_id, tag, name_key, created_at)
       select tenant_id, id, tag, name_key, created_at from made, unnest(tags) as tag`,
      [tenantId, JSON.stringify(rows)],
    );
    await owner.query(
      `update catalog.search_entries e set downloads = g.downloads
       from jsonb_to_recordset($2) as g (slug text, downloads integer) join catalog.apps a on a.slug = g.slug
       where e.tenant_id = $1 and e.app_id = a.id`,
      [tenantId, JSON.stringify(rows.map(({ slug: name, downloads }) => ({ slug: name, downloads })))],
    );
  }
}
