/** Letters of seven scripts that write words without spaces; few of each, so that different words have the same pairs. */
const scripts = [
  '東京大地震王小明山田太郎',
  'あいうかがしんご',
  'アプリデンタクー',
  'กรุงเทพที่นี้ำ',
  'ພາສາລາວນີ້',
  'ភាសាខ្មែរនេះ',
  'မြန်မာဘာသာစ',
].map((letters) => [...letters]);

/** Numbers below a bound, always the same ones. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const written = (next: (below: number) => number, script: readonly string[], length: number) =>
  Array.from({ length }, () => script[next(script.length)]).join('');

/** Texts of one or two runs of letters, most with a Latin word, a digit or punctuation at a run. */
export function unspacedTexts(count: number): string[] {
  const next = numbers(1);
  const run = () => written(next, scripts[next(scripts.length)] as string[], 1 + next(12));
  return Array.from({ length: count }, (_, i) => run() + ['', ' ', 'Phone', '。', i][next(5)] + run());
}

/** Words of one to four letters of each script. */
export function unspacedWords(count: number): string[] {
  const next = numbers(2);
  const words = new Set<string>();
  for (let i = 0; words.size < count; i += 1) {
    words.add(written(next, scripts[i % scripts.length] as string[], 1 + next(4)));
  }
  return [...words];
}
