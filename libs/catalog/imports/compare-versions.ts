/**
 * Orders two versions by precedence (Semantic Versioning 2.0.0 §11), then by their build identifiers, which compare as those of
 * prereleases: negative when `a` is lower. A text that is not such a version is lower than every version.
 */
export function compareVersions(a: string, b: string): number {
  const left = form.exec(a)?.groups;
  const right = form.exec(b)?.groups;
  if (!left || !right) return Number(!!left) - Number(!!right);
  const precedence = compareParts(left.core, right.core) || comparePrereleases(left.prerelease, right.prerelease);
  return precedence || Number(!!left.build) - Number(!!right.build) || compareParts(left.build, right.build);
}

const form = /^v?(?<core>\d+\.\d+\.\d+)(?:-(?<prerelease>[0-9A-Za-z.-]+))?(?:\+(?<build>[0-9A-Za-z.-]+))?$/;

/** A release is higher than its prereleases. */
function comparePrereleases(a: string | undefined, b: string | undefined): number {
  if (!a || !b) return Number(!a) - Number(!b);
  return compareParts(a, b);
}

function compareParts(a = '', b = ''): number {
  const left = a.split('.');
  const right = b.split('.');
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const order = compareIdentifiers(left[i] ?? '', right[i] ?? '');
    if (order) return order;
  }
  return left.length - right.length;
}

/** Numbers compare by value, whatever their length, and are lower than words; words compare by ASCII. */
function compareIdentifiers(a: string, b: string): number {
  const numeric = [a, b].map((identifier) => /^\d+$/.test(identifier));
  if (numeric[0] !== numeric[1]) return numeric[0] ? -1 : 1;
  const [one, other] = numeric[0] ? [BigInt(a), BigInt(b)] : [a, b];
  return one === other ? 0 : one < other ? -1 : 1;
}
