import { declareTenantTable, functionsOf, migration } from '#platform/database';

/**
 * The words by which students are searched. Each student has rows of their own, which go with the student: words shared by all
 * students of the tenant would take less room, and locks to know when the last student of one goes. Triggers of statements keep
 * them, so that rows written in bulk have them too.
 */
export const CampusStudentWords1763700008394 = migration(
  `create table campus.student_words (
    tenant_id   uuid not null,
    student_id  uuid not null,
    word        text collate "C" not null,
    primary key (tenant_id, student_id, word),
    foreign key (tenant_id, student_id) references campus.students on delete cascade
  );
  create index student_words_by_word on campus.student_words (tenant_id, word, student_id);
  grant select, insert, delete on campus.student_words to palier_app`,
  functionsOf('campus/students/student-words.sql'),
  `create trigger note_new_students after insert on campus.students referencing new table as new_students
    for each statement execute function campus.note_new_students();

  create trigger note_changed_students after update on campus.students
    referencing old table as old_students new table as new_students
    for each statement execute function campus.note_changed_students()`,
  declareTenantTable('campus.student_words', {
    holds: 'A word of the name, number or address of a student, for the search. It goes with the student.',
    persons: [
      {
        through: 'campus.students',
        erasure: 'delete',
        exports: 'made from the name, number and address of the student',
      },
    ],
  }),
);
