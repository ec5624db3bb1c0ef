/** Characters that Discord takes in a message. */
const MOST_OF_DISCORD = 2000;
const FENCE = '```';

/** The body with which a webhook takes a text: that of Discord, or else that of Slack. The text is a block of fixed width. */
export function webhookBody(url: string, text: string): string {
  const { hostname } = new URL(url);
  if (/^(.+\.)?(discord|discordapp)\.com$/.test(hostname)) {
    const room = MOST_OF_DISCORD - 2 * FENCE.length - 1;
    return JSON.stringify({ content: fenced(text.length > room ? `${text.slice(0, room - 2)}…\n` : text) });
  }
  // Slack reads these as the begin of a link or of a name.
  return JSON.stringify({ text: fenced(text.replace(/[&<>]/g, (sign) => entities[sign] ?? sign)) });
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const fenced = (text: string) => `${FENCE}\n${text}${FENCE}`;
