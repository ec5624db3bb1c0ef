import { isIPv4, isIPv6 } from 'node:net';
import { InvalidArgumentError } from 'commander';
import { openFiles as grantedHere } from '#platform/http';

const PORT = 3000;
/** As nginx reads a place without an address. */
const ANY = '0.0.0.0';

/** What is written of a text into a file of nginx must mean nothing to it. */
const refusedCharacters = 'nginx would interpret other characters';

/** Parses a list of servers, as in `api-1,api-2:3001`; a later option adds to it. The port is 3000 where there is none. */
export function servers(text: string, before: readonly string[] = []): readonly string[] {
  return listed(text, before, server);
}

function server(text: string): string {
  if (text === '' || text.startsWith(':'))
    throw new InvalidArgumentError('A server needs a host, as in api-1 or api-1:3000.');
  const [, host = '', port = String(PORT)] = /^(\[[\da-f:.]+\]|[\w.-]+)(?::(\d+))?$/i.exec(text) ?? [];
  // nginx reads "unix:" as the path of a socket.
  if (host === '' || host.toLowerCase() === 'unix')
    throw new InvalidArgumentError(
      `Write a server as a host name or an address, and its port where that is not ${PORT}, as in api-1, api-1:3001 or [::1]:3000; ${refusedCharacters}.`,
    );
  return `${host}:${portIn(port)}`;
}

/** Parses a list of places to listen on, as in `443,[::]:443`; those that are one to nginx have one text. */
export function places(text: string, before: readonly string[] = []): readonly string[] {
  return listed(text, before, (place) => {
    const [, host = '*', port] = /^(?:(\[[\da-f:.]+\]|[\d.]+|\*):)?(\d+)$/i.exec(place) ?? [];
    const address = host === '*' ? ANY : host;
    if (port === undefined || !(isIPv4(address) || (address.startsWith('[') && isIPv6(address.slice(1, -1)))))
      throw new InvalidArgumentError(
        'Write a port, or an address and a port, as in 8080, 127.0.0.1:8080 or [::]:8080.',
      );
    return address === ANY ? `${portIn(port)}` : `${new URL(`http://${address}`).hostname}:${portIn(port)}`;
  });
}

function portIn(text: string): number {
  const port = Number(text);
  if (port >= 1 && port <= 65_535) return port;
  throw new InvalidArgumentError(`The port ${text} must be from 1 to 65535.`);
}

/** Parses a list of names, as in `api.example,*.api.example`. */
export function serverNames(text: string, before: readonly string[] = []): readonly string[] {
  return listed(text, before, (name) => {
    if (/^(\*\.)?[a-z\d-]+(\.[a-z\d-]+)*$/i.test(name)) return name;
    throw new InvalidArgumentError(`Write a host name, as in api.example or *.api.example; ${refusedCharacters}.`);
  });
}

function listed(text: string, before: readonly string[], read: (text: string) => string): readonly string[] {
  const all = [...before, ...text.split(',').map((each) => read(each.trim()))];
  const twice = all.find((each, index) => all.indexOf(each) !== index);
  if (twice !== undefined) throw new InvalidArgumentError(`${twice} is there twice: name it once.`);
  return all;
}

/** Parses the path of a file or folder, without a slash at its end. */
export function absolutePath(text: string): string {
  if (/^\/[\w./@+-]*\w$/.test(text)) return text;
  throw new InvalidArgumentError(
    `It must be an absolute path of letters, digits and . _ - / @ + that ends with a letter or digit; ${refusedCharacters}.`,
  );
}

/** The most open files that a process of nginx is allowed where the system would grant more. */
export const MOST_OPEN_FILES = 65_536;
const FEWEST_OPEN_FILES = 256;

/** Parses how many files a process may have open. */
export function openFiles(text: string): number {
  const files = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
  if (files >= FEWEST_OPEN_FILES && files <= 1_048_576) return files;
  throw new InvalidArgumentError(`It must be a whole number from ${FEWEST_OPEN_FILES} to 1048576.`);
}

/** The limit of this machine, 65,536 at most. */
export function grantedFiles(): number {
  return Math.min(grantedHere(), MOST_OPEN_FILES);
}
