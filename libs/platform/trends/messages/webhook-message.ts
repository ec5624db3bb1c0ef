/** Characters that Discord takes in a message. */
const MOST_OF_DISCORD = 2000;
const FENCE = '```';
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * The body with which a webhook takes a text: that of Discord, or else that of Slack, which Discord takes at addresses that end in `/slack`.
 * The text is a block of fixed width.
 */
export function webhookBody(url: string, text: string): string {
  const { hostname, pathname } = new URL(url);
  const isDiscord = /^(.+\.)?(discord|discordapp)\.com$/.test(hostname);
  const most = isDiscord ? MOST_OF_DISCORD : Number.POSITIVE_INFINITY;
  if (isDiscord && !/\/slack\/?$/.test(pathname)) return JSON.stringify({ content: fenced(text, most) });
  // Slack reads these as the begin of a link or of a name.
  const escaped = text.replace(/[&<>]/g, (sign) => entities[sign] ?? sign);
  return JSON.stringify({ text: fenced(escaped, most) });
}

function fenced(text: string, most: number): string {
  const room = most - 2 * FENCE.length - 1;
  return `${FENCE}\n${text.length > room ? `${text.slice(0, room - 2)}…\n` : text}${FENCE}`;
}
