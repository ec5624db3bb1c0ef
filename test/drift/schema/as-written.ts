/** SQL of PostgreSQL's catalogue as the migrations write it: in lower case but for what is in quotes, without casts to text. */
export function asWritten(sql: string): string {
  return sql
    .replace(/('(?:[^']|'')*'|"[^"]*")|[^'"]+/g, (part, quoted?: string) => quoted ?? part.toLowerCase())
    .replaceAll("'::text", "'")
    .replace(/ = any \(array\[([^\]]*)\]\)/g, ' in ($1)')
    .replace(/\btimestamp(\(\d\))? with time zone/g, 'timestamptz$1')
    .replace(/^check \(\((.*)\)\)$/, 'check ($1)')
    .replace(/ on only /, ' on ')
    .replace(' using btree', '');
}
