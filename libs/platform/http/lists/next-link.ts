/**
 * The value of a Link header (RFC 8288) to the next step of a list: the request's own URL with
 * another cursor.
 *
 * @param url path and query of the request, as in `request.url`
 */
export function nextLink(url: string, cursor: string): string {
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const parameters = new URLSearchParams(mark < 0 ? '' : url.slice(mark));
  parameters.set('cursor', cursor);
  return `<${path}?${parameters}>; rel="next"`;
}
