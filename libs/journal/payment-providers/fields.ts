/** A JSON object that a provider signed: its fields are what the provider says, or absent. */
export type Fields = Readonly<Record<string, unknown>>;

/** An object; empty for anything else. */
export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

/** A signed body as an object; empty where it is no JSON. */
export function parsedFields(json: string): Fields {
  try {
    return fieldsOf(JSON.parse(json));
  } catch {
    return {};
  }
}

/** An id as providers write them; undefined for anything else. */
export const idOf = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[\w.:-]{1,255}$/.test(value) ? value : undefined;

/** @param value milliseconds since 1970 */
export const timeOf = (value: unknown): string | undefined =>
  typeof value === 'number' && value >= 0 && value <= 253_402_300_799_999 ? new Date(value).toISOString() : undefined;
