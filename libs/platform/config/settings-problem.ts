/** One fault of the environment. */
export interface SettingsFault {
  name: string;
  /** One line: name, masked value, what is accepted. */
  message: string;
}

/** The environment cannot be read as settings. Holds every fault, not the first one only; its message has a line for each. */
export class SettingsProblem extends Error {
  constructor(readonly faults: readonly SettingsFault[]) {
    super(faults.map(({ message }) => message).join('\n'));
    this.name = 'SettingsProblem';
  }
}
