// What people ask for, and what of an answer is not true. Each question is made from a number, so that none comes twice in a row.

/**
 * A question: `by` whom, its `path`, and `fault`, which gets the rows, the total (undefined by cursor) and the body, and says what is wrong.
 *
 * @param facts those of `factsOf`
 */
export function questionsOf(facts) {
  const keys = (map) => [...map.keys()];
  const nth = (list, n) => list[(n * 7919) % list.length];
  const everyone = [...facts.universities.values()].reduce((sum, total) => sum + total, 0);
  const here = (row) => facts.universities.has(row.universityId);
  /** All rows fulfil this, and there are as many. */
  const exactly = (total, holds) => (rows, told) =>
    firstFault(rows, (row) => here(row) && holds(row)) ??
    (told === undefined || told === total ? undefined : `${told}, not ${total}`);
  const list = (what, query, by, total, holds) => ({ by, path: `${what}?${query}`, fault: exactly(total, holds) });
  const students = (query, total, holds, by = 'admin') => list('students', query, by, total, holds);
  /** Of a search: all rows have words like these, there are at least so many, and perhaps this student is among them. */
  const search = (words, atLeast, id) => ({
    by: 'admin',
    path: `students?search=${encodeURIComponent(words)}`,
    fault: (rows, told) =>
      firstFault(rows, (row) => here(row) && wordsOf(words).every((word) => hasLike(row, word))) ??
      (rows.length === 0 || told < atLeast ? `${told ?? 0}, not ${atLeast} or more` : undefined) ??
      (id && !rows.some((row) => row.studentId === id) ? `without ${id}` : undefined),
  });
  const sought = (make) => (n) => {
    const one = nth(facts.sought, n);
    const surname = one.name.slice(one.name.lastIndexOf(' ') + 1);
    return make({ ...one, surname });
  };
  const notifications = (query, by, totals) => ({
    by,
    path: `notifications?${query}`,
    fault: (rows, told, { unread }) =>
      rows.length > 0 && [undefined, totals.get(by)].includes(told) && unread === facts.unread.get(by)
        ? undefined
        : `${rows.length} rows of ${told}, ${unread} unread`,
  });
  const comments = ([path, total], holds) => ({
    by: 'admin',
    path: `chapters/${path}`,
    fault: (rows, told) =>
      firstFault(rows, (row) => path.startsWith(row.chapterId) && holds(row)) ??
      ([undefined, total].includes(told) ? undefined : `${told}, not ${total}`),
  });
  /** Of an admin each state too, as staff see those of their places. */
  const dashboard = (by, universities, states) => ({
    by,
    path: 'dashboard?',
    fault: (_rows, _told, body) => {
      const sum = ({ active, suspended, left }) => active + suspended + left;
      const all = [...universities.values()].reduce((sum, total) => sum + total, 0);
      const right =
        sum(body.enrolments) === all &&
        body.universities.length === universities.size &&
        body.universities.every((each) => sum(each) === universities.get(each.universityId)) &&
        body.programmes.every((each) => sum(each) === facts.programmes.get(each.programmeId)) &&
        body.levels.reduce((total, each) => total + sum(each), 0) === all &&
        [...(states ?? [])].every(([state, total]) => body.enrolments[state] === total) &&
        body.newestStudents.length === 10 &&
        body.newestProfessors.length === 10 &&
        body.weeks.length > 0;
      return right ? undefined : JSON.stringify(body).slice(0, 1000);
    },
  });
  /** The lines of a plan. */
  const passages =
    (query, total, holds, sorting = () => 0) =>
    (n) => {
      const plan = nth(facts.plans, n);
      return {
        by: 'admin',
        path: `passage-plans/${plan.id}/lines?${query}`,
        fault: (rows, told) =>
          firstFault(rows, holds) ??
          (isSorted(rows.map(sorting)) ? undefined : `not in order`) ??
          ([undefined, total(plan)].includes(told) ? undefined : `${told}, not ${total(plan)}`),
      };
    };
  const [programme, level] = [facts.own.programme, facts.own.level];
  const [staffPlace] = keys(facts.universities).sort();
  const sorted = (sort, of) => () => {
    const { fault, ...question } = students(`sort=${sort}`, everyone, () => true);
    return {
      ...question,
      fault: (rows, told) => fault(rows, told) ?? (isSorted(rows.map(of)) ? undefined : `not by ${sort}`),
    };
  };
  return {
    searches: {
      surname: sought(({ surname }) => search(surname, facts.surnames.get(surname))),
      'first name and surname': sought(({ name }) => search(name, facts.names.get(name))),
      number: sought(({ number, id }) => search(number, 1, id)),
      'three letters': sought(({ surname }) => search(surname.slice(0, 3), facts.beginnings.get(surname.slice(0, 3)))),
      'misspelled surname': sought(({ surname }) => search(misspelled(surname), facts.surnames.get(surname))),
      address: sought(({ email, id }) => search(email, 1, id)),
    },
    'first pages of students': {
      'newest first': sorted('-createdAt', ({ createdAt }) => -Date.parse(createdAt)),
      'by name': sorted('name', ({ name }) => plain(name)),
      'by number': sorted('number', ({ number }) => number),
      'of a university': (n) => {
        const id = nth(keys(facts.universities), n);
        return students(`university=${id}`, facts.universities.get(id), (row) => row.universityId === id);
      },
      'of a programme': (n) => {
        const id = nth(keys(facts.programmes), n);
        return students(`programme=${id}&sort=name`, facts.programmes.get(id), (row) => row.programmeId === id);
      },
      'of a programme and level': (n) => {
        const key = nth(keys(facts.levels), n);
        const [id, at] = key.split(' ');
        const holds = (row) => row.programmeId === id && row.level === at;
        return students(`programme=${id}&level=${at}`, facts.levels.get(key), holds);
      },
      'of staff': () =>
        students('sort=name', facts.universities.get(staffPlace), (row) => row.universityId === staffPlace, 'staff'),
    },
    chapters: {
      'of a subject': (n) => {
        const id = nth(keys(facts.chaptersOf), n);
        return list(
          'chapters',
          `subject=${id}&sort=position`,
          'admin',
          facts.chaptersOf.get(id),
          (row) => row.subjectId === id,
        );
      },
      'own of a professor': () =>
        list('chapters', 'mine=true', 'professor', facts.ofProfessor, (row) => row.professorId === facts.own.professor),
      'of a student': () =>
        list(
          'chapters',
          '',
          'student',
          facts.ofStudent,
          (row) => row.programmeId === programme && row.level === level && row.state === 'published',
        ),
    },
    notifications: {
      'of a user': () => notifications('', 'student', facts.notified),
      'with 5,000 unread': () => notifications('', 'admin', facts.notified),
      'the unread of 5,000': () => notifications('unread=true', 'admin', facts.unread),
    },
    comments: {
      'of a chapter': (n) => comments(nth([...facts.threads], n), ({ parentId }) => parentId === null),
      'answers to one': (n) => comments(nth([...facts.answers], n), ({ parentId }) => parentId !== null),
    },
    passages: {
      'by number': passages(
        '',
        ({ lines }) => lines,
        (row) => row.from !== null,
        (row) => row.number,
      ),
      'by name': passages(
        'sort=name',
        ({ lines }) => lines,
        (row) => row.from !== null,
        (row) => plain(row.name),
      ),
      'to a programme and level': (n) => {
        const key = nth(keys(facts.destinations), n);
        const [id, programmeId, to] = key.split(' ');
        return {
          by: 'admin',
          path: `passage-plans/${id}/lines?programme=${programmeId}&level=${to}`,
          fault: (rows, told) =>
            firstFault(
              rows,
              ({ destination }) => destination.programmeId === programmeId && destination.level === to,
            ) ?? ([undefined, facts.destinations.get(key)].includes(told) ? undefined : `${told} students`),
        };
      },
      undecided: passages(
        'problem=undecided',
        ({ undecided }) => undecided,
        (row) => row.decision === null,
      ),
      'by hand': passages(
        'exception=true',
        ({ byHand }) => byHand,
        (row) => row.reason !== null,
      ),
    },
    'plans with counts': {
      'of an admin': (n) => {
        const { id, lines, undecided, byHand } = nth(facts.plans, n);
        return {
          by: 'admin',
          path: `passage-plans/${id}?`,
          fault: (_rows, _told, { counts }) =>
            counts.lines === lines &&
            counts.exceptions === byHand &&
            counts.destinations.reduce((sum, { students }) => sum + students, undecided) === lines
              ? undefined
              : JSON.stringify(counts).slice(0, 1000),
        };
      },
    },
    dashboard: {
      'of an admin': () => dashboard('admin', facts.universities, facts.states),
      'of staff': () => dashboard('staff', new Map([[staffPlace, facts.universities.get(staffPlace)]])),
    },
    professors: {
      'of a university': (n) => {
        const id = nth(keys(facts.taughtAt), n);
        const total = facts.taughtAt.get(id);
        const fault = (rows, told) =>
          rows.length > 0 && (told ?? total) === total ? undefined : `${told}, not ${total}`;
        return { by: 'admin', path: `professors?university=${id}`, fault };
      },
    },
  };
}

function firstFault(rows, holds) {
  const wrong = rows.find((row) => !holds(row));
  if (wrong) return `not asked for: ${JSON.stringify(wrong)}`;
  return rows.length > 0 ? undefined : 'no rows';
}

const plain = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const isSorted = (values) => values.every((value, i) => i === 0 || values[i - 1] <= value);
const wordsOf = (text) => text.split(/[^a-z0-9]+/);
/** Two letters in the middle swapped. */
const misspelled = (word) => `${word.slice(0, 2)}${word[3]}${word[2]}${word.slice(4)}`;
const shortened = (word) => [word, ...[...word].map((_, i) => word.slice(0, i) + word.slice(i + 1))];

/** Whether a student has a word that begins with this one, or is the same after each has lost a letter or none. */
function hasLike({ name, number, email }, asked) {
  const words = wordsOf(plain(`${name} ${number} ${email}`));
  const near = new Set(asked.length < 5 ? [] : shortened(asked));
  return words.some((word) => word.startsWith(asked) || shortened(word).some((each) => near.has(each)));
}
