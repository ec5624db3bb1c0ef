import type { Page } from './web-server.js';

/** A list of feeds by their addresses, outside folders. */
export function opmlOf(...urls: readonly string[]): string {
  return `<opml><body>${urls.map((url) => `<outline xmlUrl="${url}"/>`).join('')}</body></opml>`;
}

/** An RSS feed of posts by their titles; each title is the id of its post, and what follows a `:` its text. */
export function rss(title: string, ...posts: readonly string[]): Page {
  const items = posts.map((post) => {
    const [id, text = 'Some text.'] = post.split(':');
    return `<item><guid isPermaLink="false">${id}</guid><title>${id}</title><description>${text}</description>
      <pubDate>Sun, 08 Mar 2026 08:00:00 GMT</pubDate></item>`;
  });
  const body = `<?xml version="1.0"?><rss version="2.0"><channel><title>${title}</title>${items.join('')}</channel></rss>`;
  return { headers: { 'content-type': 'application/rss+xml' }, body };
}
