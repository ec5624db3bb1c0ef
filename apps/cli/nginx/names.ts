/** The line that names a server; none where it serves any name. */
export const nameLine = (names: readonly string[]) => (names.length > 0 ? [`server_name ${names.join(' ')};`] : []);

/**
 * Servers that refuse each request for another name, or for none; without them nginx gives those to the first server of the
 * port, whatever its names are. Over TLS the handshake is refused, and 421 answers a connection that was made for a name which
 * is served.
 *
 * @param http places to listen on, as in `80`
 * @param https the same for TLS
 */
export function otherNames(http: readonly string[], https: readonly string[]): string {
  const plain = http.map((place) => `listen ${place} default_server;`);
  const secure = https.map((place) => `listen ${place} ssl http2 default_server;`);
  const servers = [
    ...(plain.length > 0 ? [[...plain, 'return 421;']] : []),
    ...(secure.length > 0 ? [[...secure, 'ssl_reject_handshake on;', 'return 421;']] : []),
  ];
  const texts = servers.map((lines) => `  server {\n${lines.map((line) => `    ${line}\n`).join('')}  }\n\n`);
  return `  # Requests for other names than those that are served, or for none.\n${texts.join('')}`;
}
