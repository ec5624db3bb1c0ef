import { outboundProblems } from './outbound.errors.js';

/**
 * The address of a request, without user name, password and fragment.
 *
 * @throws Problem `destination_refused` (422) when it is no URL, not of http or https, or of a port that serves other
 *   protocols
 */
export function destinationOf(text: string | URL): URL {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || !isAllowed(url.port)) throw outboundProblems.destination_refused();
  url.username = '';
  url.password = '';
  url.hash = '';
  return url;
}

/** Below 1024 are mail servers and the like, which a request could be made to command. */
function isAllowed(port: string): boolean {
  return port === '' || port === '80' || port === '443' || Number(port) >= 1024;
}
