const languages = 'en fr de es it nl pt sv da nb fi pl cs ro hu tr ru uk'.split(' ');
/** Shortened otherwise than ICU does, by month. */
const others: Readonly<Record<string, number>> = {
  janner: 1,
  feber: 2,
  maerz: 3,
  mrz: 3,
  ag: 8,
  setiembre: 9,
  okt: 10,
};

/** In lower case and without accents. */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().normalize();
}

const english = namesOf(['en']);
/** Made when they are needed first, since that takes some 40 ms. */
let all: ReadonlyMap<string, number> | undefined;

/** From 1 to 12, of a name that is folded and without a full stop; undefined where it is none. */
export function monthOf(name: string): number | undefined {
  if (english.has(name) || !/^\p{L}+$/u.test(name)) return english.get(name);
  all ??= new Map([...namesOf(languages), ...Object.entries(others)]);
  return all.get(name);
}

function namesOf(languages: readonly string[]): Map<string, number> {
  // Some languages decline a month beside a day.
  const styles = (['long', 'short'] as const).flatMap((month) => [{ month }, { month, day: 'numeric' } as const]);
  const formats = languages.flatMap((language) =>
    styles.map((style) => new Intl.DateTimeFormat(language, { ...style, timeZone: 'UTC' })),
  );
  const months = Array.from({ length: 12 }, (_, at) => at + 1);
  return new Map(
    months.flatMap((month) =>
      formats.map((format): [string, number] => {
        const parts = format.formatToParts(Date.UTC(2026, month - 1, 5));
        const name = parts.find(({ type }) => type === 'month')?.value ?? '';
        return [folded(name).replace(/\.$/, ''), month];
      }),
    ),
  );
}
