/** One fault of the environment, as one line in each language: name, masked value, what is accepted. */
export interface SettingsFault {
  name: string;
  en: string;
  fr: string;
}

/** The environment cannot be read as settings. Holds every fault, not the first one only. */
export class SettingsProblem extends Error {
  constructor(readonly faults: readonly SettingsFault[]) {
    super(faults.map((fault) => fault.en).join('\n'));
    this.name = 'SettingsProblem';
  }

  /** Every fault on a line of its own. */
  in(locale: 'en' | 'fr'): string {
    return this.faults.map((fault) => fault[locale]).join('\n');
  }
}
