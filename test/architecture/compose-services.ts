export const composeFile = 'docker/compose.yaml';

export interface Service {
  readonly name: string;
  /** The text of a key, its own or of the service that it is made from; empty where it has none. */
  value(key: string): string;
}

/** The services of a compose file, which it must list before its networks. */
export function servicesIn(text: string): Service[] {
  const all = text.slice(text.indexOf('\nservices:'), text.indexOf('\nnetworks:'));
  const found = [...all.matchAll(/^ {2}([\w-]+):(?: &([\w-]+))?\n((?: {4}.*\n|\n| {2}#.*\n)*)/gm)];
  const valueIn = (body: string, key: string): string => {
    const own = new RegExp(`^ {4}${key}:(.*\\n(?: {6}.*\\n)*)`, 'm').exec(body)?.[1];
    if (own !== undefined) return own.replace(/^ \*([\w-]+)\n/, (_, anchor) => anchored(text, anchor));
    const from = /^ {4}<<: \*([\w-]+)$/m.exec(body)?.[1];
    const parent = found.find(([, , anchor]) => from && anchor === from)?.[3];
    return parent === undefined ? '' : valueIn(parent, key);
  };
  return found.map(([, name = '', , body = '']) => ({ name, value: (key) => valueIn(body, key) }));
}

const anchored = (text: string, anchor: string) => new RegExp(`&${anchor}\\n((?: {6}.*\\n)*)`).exec(text)?.[1] ?? '';
