const list = '/v1/stores/wistant/apps';

/** The paths of pages of 20 apps, one that begins after each app: hundreds that are different, of about the same length. */
export async function pagesOf(url) {
  const paths = [];
  for (let next = ''; next !== null; ) {
    const answer = await fetch(`${url}${list}?limit=1${next && `&cursor=${next}`}`);
    if (!answer.ok) throw new Error(await answer.text());
    const { page } = await answer.json();
    next = page.next;
    if (next !== null) paths.push(`${list}?limit=20&cursor=${next}`);
  }
  // The last ones are shorter.
  return paths.slice(0, -20);
}
