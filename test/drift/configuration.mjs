import { describeSettings, readSettings } from '../../dist/libs/platform/config/index.js';

export const file = 'docs/configuration.md';

const head = `# Configuration

Environment variables alone configure Palier, and each has a default: nothing has to be set. An empty variable counts
as unset. A wrong value, or a \`PALIER_…\` name that does not exist, stops the start with one line for each fault.
\`palier config\` shows the values in force and where they come from. This page is generated from
\`libs/platform/config/settings.ts\` by \`npm run docs\`.
`;

/** The page that documents every option, from the table that the program reads. */
export async function render() {
  return `${head}${describeSettings(readSettings({}), {}).map(section).join('')}`;
}

function section({ name, value, unit, secret, accepts, about }) {
  const facts = [
    `- accepts: ${accepts}`,
    `- default: ${value ? `\`${value}\`${unit && ` ${unit}`}` : 'none'}`,
    ...(secret ? [`- secret: ${secret === 'path' ? 'its path is ' : ''}never printed or logged`] : []),
  ];
  return `\n## \`${name}\`\n\n${about}\n\n${facts.join('\n')}\n`;
}
