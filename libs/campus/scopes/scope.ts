/** A university, or one UFR of it. */
export interface Place {
  readonly universityId: string;
  /** Null for all of the university. */
  readonly ufrId: string | null;
}

/** What a caller may see and change: rows outside it do not exist for them. */
export type Scope =
  /** Admins: the whole tenant. */
  | { readonly kind: 'tenant' }
  /** Staff: one place or more. */
  | { readonly kind: 'staff'; readonly id: string; readonly places: readonly Place[] }
  /** Professors: subjects, which may be none. */
  | { readonly kind: 'professor'; readonly id: string; readonly subjectIds: readonly string[] }
  /** Students: their enrolment in the open year, if they have one that was not ended. */
  | { readonly kind: 'student'; readonly id: string; readonly enrolment: Enrolment | null };

/** The places that staff or an admin may write in; null for the whole tenant. */
export const writablePlaces = (scope: Scope): readonly Place[] | null =>
  scope.kind === 'tenant' ? null : scope.kind === 'staff' ? scope.places : [];

/** Where a student is enrolled. */
export interface Enrolment {
  readonly yearId: string;
  readonly universityId: string;
  readonly ufrId: string;
  readonly programmeId: string;
  readonly level: Level;
}

/** The levels of studies, in their order. */
export const levels = ['L1', 'L2', 'L3', 'M1', 'M2', 'D'] as const;
export type Level = (typeof levels)[number];

/** Whether staff or an admin may enrol students there; nobody else may anywhere. */
export function mayEnrolIn(scope: Scope, { universityId, ufrId }: Pick<Enrolment, 'universityId' | 'ufrId'>): boolean {
  if (scope.kind !== 'staff') return scope.kind === 'tenant';
  return scope.places.some(
    (place) => place.universityId === universityId && (place.ufrId === null || place.ufrId === ufrId),
  );
}

/** Whether a place is that of staff or an admin; without a university it is the whole tenant. */
export function isWithin(
  scope: Scope,
  { universityId, ufrId }: { readonly universityId: string | null; readonly ufrId: string | null },
): boolean {
  if (scope.kind === 'tenant') return true;
  return universityId !== null && mayEnrolIn(scope, { universityId, ufrId: ufrId ?? '' });
}
