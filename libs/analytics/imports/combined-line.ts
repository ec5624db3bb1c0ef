/** What a line of an access log says of a request; null for what it does not say. */
export interface LoggedRequest {
  /** The client's address, or its name where the server looks names up. */
  readonly address: string | null;
  /** RFC 3339, as in `2000-10-10T13:55:36-07:00`; it may be a date that does not exist. */
  readonly at: string;
  /** Null, as the path, where the request line was none of HTTP. */
  readonly method: string | null;
  /** Without the query string. */
  readonly path: string | null;
  readonly status: number;
  /** Of the body of the answer. */
  readonly bytes: number | null;
  readonly referrer: string | null;
  readonly userAgent: string | null;
}

/** Between quotes a backslash comes before a quote (Apache), or before the hexadecimal digits of one (nginx). */
const quoted = String.raw`"([^"\\]*(?:\\[^][^"\\]*)*)"`;
const time = String.raw`\[(\d\d)/([A-Z][a-z]{2})/(\d{4}):(\d\d:\d\d:\d\d) ([+-]\d\d)(\d\d)\]`;
/** The name of the user, which is not read, may have spaces. */
const combined = new RegExp(String.raw`^(\S+) \S+ [^]*? ${time} ${quoted} (\d{3}) (\d+|-) ${quoted} ${quoted}`);
/** The target of a request to a proxy begins with scheme and host. */
const requestLine =
  /^([A-Z][A-Z_-]{0,19}) (?:[a-zA-Z][a-zA-Z\d+.-]{0,19}:\/\/[^/?#\s]*(?=[/?#\s]|$))?([^\s?#]*)(?:[?#]\S*)?(?: HTTP\/\d(?:\.\d)?)?$/;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Reads a line in the combined log format of Apache and nginx, with or without further fields; undefined for any other. */
export function readCombinedLine(line: string): LoggedRequest | undefined {
  const found = combined.exec(line);
  if (!found) return undefined;
  const [, address = '', day, month = '', year, clock, hours, minutes, request = '', status, bytes, from, agent] =
    found;
  const [, method = null, path = null] = requestLine.exec(request) ?? [];
  return {
    address: said(address),
    at: `${year}-${String(months.indexOf(month) + 1).padStart(2, '0')}-${day}T${clock}${hours}:${minutes}`,
    method,
    path: path || null,
    status: Number(status),
    bytes: bytes === '-' ? null : Number(bytes),
    referrer: said(from),
    userAgent: said(agent),
  };
}

const said = (field = '') => (field === '-' || field === '' ? null : field);
