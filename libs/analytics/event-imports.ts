/** How the lines of a file tell of events: as an access log of Apache or nginx does, or each as the JSON of one event. */
export const importFormats = ['combined', 'ndjson'] as const;
export type ImportFormat = (typeof importFormats)[number];

/** What became of the lines of a file; blank ones are not counted. */
export interface ImportedEvents {
  readonly lines: number;
  /** Events that were new. */
  readonly stored: number;
  /** Events that were stored before. */
  readonly duplicates: number;
  /** Refused lines by the code of their fault, such as `too_old`. */
  readonly refused: Readonly<Record<string, number>>;
}

export interface EventImportOptions {
  readonly format: ImportFormat;
  /** Lines `network,country`, such as `192.0.2.0/24,FR`; without them no event of an access log has a country. */
  readonly countries?: AsyncIterable<Buffer> | undefined;
  /** Called for each line that is refused, with its number from 1. */
  readonly onRefused?: (line: number, code: string) => void;
  /** Called after each commit, with what became of the lines so far. */
  readonly onProgress?: (soFar: ImportedEvents) => void;
}
