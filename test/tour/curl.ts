/** A request, from curl's arguments. */
export interface CurlRequest {
  method: string;
  url: string;
  headers: Headers;
  body?: string;
  /** The header whose value the command prints, from `-w '%header{name}'`. */
  prints?: string;
}

const silentFlags = ['-i', '-s', '-si', '-sS', '--compressed'];

/**
 * Parses the arguments of `curl`: a URL and the few flags that examples use.
 *
 * @throws Error on any other flag
 */
export function curlRequest(words: readonly string[]): CurlRequest {
  const request: CurlRequest = { method: '', url: '', headers: new Headers() };
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] as string;
    if (silentFlags.includes(word)) continue;
    if (!word.startsWith('-')) {
      request.url = word;
      continue;
    }
    i += 1;
    read(request, word, words[i] ?? '');
  }
  request.method ||= request.body === undefined ? 'GET' : 'POST';
  return request;
}

function read(request: CurlRequest, flag: string, value: string): void {
  if (flag === '-X') request.method = value;
  else if (flag === '-H')
    request.headers.set(value.slice(0, value.indexOf(':')), value.slice(value.indexOf(':') + 1).trim());
  else if (flag === '--json') {
    request.body = value;
    request.headers.set('content-type', 'application/json');
    request.headers.set('accept', 'application/json');
  } else if (flag === '-w') request.prints = /^%header\{([\w-]+)\}$/.exec(value)?.[1];
  else if (flag !== '-o' && flag !== '-so') throw new Error(`The tour does not know curl's ${flag}: use another flag.`);
}
